import { expect, test } from 'vitest';
import { emptyFields, fieldsOf, readAccommodation } from './accommodation-form.ts';

const now = new Date(2026, 4, 5, 14, 30).getTime();
const filled = { ...emptyFields(now), timeMultiplier: '1,25', reason: 'On file' };

test('a quarter more is read with a comma as with a point, and holds from the beginning of the day', () => {
	const read = readAccommodation({ ...filled, until: '2026-05-05' });
	if (!read.ok) throw new Error(read.problems.join());
	expect(read.body.granted.timeMultiplier).toBe(1.25);
	expect(read.body.from).toBe(new Date(2026, 4, 5).getTime());
	// To the end of the day that was typed.
	expect(read.body.until).toBe(new Date(2026, 4, 6).getTime());
	for (const text of ['25 %', '+25%']) {
		const percent = readAccommodation({ ...filled, timeMultiplier: text });
		expect(percent.ok && percent.body.granted.timeMultiplier).toBe(1.25);
	}
	expect(readAccommodation({ ...filled, timeMultiplier: '1.25' }).ok).toBe(true);
});

test('what was granted is typed in again as it stands', () => {
	const read = readAccommodation({
		...filled,
		opensMinutes: '−30',
		reader: true,
		until: '2026-06-30'
	});
	if (!read.ok) throw new Error(read.problems.join());
	const again = fieldsOf({
		...read.body,
		id: '00000000-0000-4000-8000-000000000001',
		state: 'in_force',
		grantedAt: now,
		grantedBy: 'Somebody',
		endedAt: null,
		endedBy: null,
		replaces: null
	});
	expect(again).toMatchObject({ from: '2026-05-05', until: '2026-06-30', opensMinutes: '-30' });
	expect(readAccommodation(again)).toEqual(read);
});

test('each thing that cannot be is named', () => {
	const problems = (changes: Partial<typeof filled>) => {
		const read = readAccommodation({ ...filled, ...changes });
		return read.ok ? [] : read.problems;
	};
	expect(problems({})).toEqual([]);
	expect(problems({ timeMultiplier: '0.8' })).toEqual(['timeMultiplier']);
	expect(problems({ timeMultiplier: 'twice' })).toEqual(['timeMultiplier']);
	expect(problems({ extraMinutes: '1.5' })).toEqual(['extraMinutes']);
	expect(problems({ closesMinutes: '-5' })).toEqual(['closesMinutes']);
	expect(problems({ timeMultiplier: '' })).toEqual(['nothing']);
	expect(problems({ from: '' })).toEqual(['no_from']);
	expect(problems({ until: '2026-05-04' })).toEqual(['backwards']);
	expect(problems({ reason: '  ' })).toEqual(['no_reason']);
});
