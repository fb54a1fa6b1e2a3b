import { expect, test } from 'vitest';
import { emptyGranted, readGranted } from './granted-fields.ts';

const read = (changes: Partial<ReturnType<typeof emptyGranted>>) => {
	const { granted, problems } = readGranted({ ...emptyGranted(), ...changes });
	return problems.length > 0 ? problems : granted;
};

test('minutes that read two ways are asked about and not granted', () => {
	expect(read({ extraMinutes: '1,000' })).toEqual(['extraMinutes']);
	expect(read({ extraMinutes: '1000' })).toMatchObject({ extraMinutes: 1000 });
});

test('a factor has no thousands, and is a share in percent too, in any digits', () => {
	expect(read({ timeMultiplier: '1,250' })).toMatchObject({ timeMultiplier: 1.25 });
	expect(read({ timeMultiplier: '٢٥ ٪' })).toMatchObject({ timeMultiplier: 1.25 });
	expect(read({ timeMultiplier: '१.२५' })).toMatchObject({ timeMultiplier: 1.25 });
	expect(read({ timeMultiplier: '-25 %' })).toEqual(['timeMultiplier']);
	expect(read({ timeMultiplier: '%' })).toEqual(['timeMultiplier']);
	expect(read({ opensMinutes: '\u221230' })).toMatchObject({ opensMinutes: -30 });
});
