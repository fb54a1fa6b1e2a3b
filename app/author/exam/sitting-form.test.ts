import { locales, overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { policyPresets } from '#sync/policy-presets.ts';
import { draftWarnings } from '#sync/draft/check-draft.ts';
import { newSitting } from '#sync/schema/teaching.ts';
import { expect, test } from 'vitest';
import { placeText, readPlace } from './exam-place.ts';
import { firstWindow, readSitting, type SittingFields } from './sitting-form.ts';
import { warningText } from './warning-words.ts';

const now = new Date(2030, 0, 31, 8).getTime();
const fields: SittingFields = {
	title: ' ',
	...firstWindow(new Date(now)),
	minutes: 90,
	cohorts: [],
	rehearsal: false,
	reminders: true,
	tellAdded: false,
	stagger: { kind: 'none', minutes: 10 },
	policy: policyPresets.supervised,
	students: 'Ada@new.test\n"Noor, of 2A" <noor@new.test>; ada@new.test',
	proctors: '',
	teachers: ''
};
const problemsOf = (change: Partial<SittingFields>) => {
	const read = readSitting({ ...fields, ...change }, now, 'UTC');
	return read.ok ? [] : read.problems;
};

test('what is typed becomes a sitting the edge takes, in the zone of the browser', () => {
	const read = readSitting(fields, now, 'Europe/Paris');
	if (!read.ok) throw new Error(read.problems.join());
	expect(newSitting.parse(read.body)).toEqual({
		opensAt: new Date(2030, 1, 1, 9).getTime(),
		closesAt: new Date(2030, 1, 1, 11).getTime(),
		durationMs: 5_400_000,
		timeZone: 'Europe/Paris',
		policy: policyPresets.supervised,
		rehearsal: false,
		reminders: true,
		tellAdded: false,
		stagger: null,
		students: [],
		roster: { lines: [{ email: 'ada@new.test' }, { email: 'noor@new.test' }], cohorts: [] },
		teachers: [],
		proctors: []
	});
});

test('what is missing or turned round is named, all of it at once', () => {
	expect(problemsOf({ opens: '', closes: '', minutes: null, students: '' })).toEqual([
		'no_opens',
		'no_closes',
		'no_minutes',
		'no_students'
	]);
	expect(problemsOf({ closes: fields.opens })).toEqual(['backwards']);
	expect(problemsOf({ opens: '2029-01-01T09:00', closes: '2029-01-01T10:00' })).toEqual(['over']);
	expect(problemsOf({ students: 'ada', proctors: 'x@', teachers: 'y' })).toEqual([
		'bad_students',
		'bad_proctors',
		'bad_teachers'
	]);
});

test('a cohort alone is a roster, and groups begin one after the other by their names', () => {
	const stagger = { kind: 'groups' as const, minutes: 15 };
	const read = readSitting({ ...fields, students: '', cohorts: ['10b'], stagger }, now, 'UTC');
	expect(read).toMatchObject({
		ok: true,
		body: {
			stagger: { kind: 'groups', everyMs: 900_000, groups: ['10b'] },
			roster: { lines: [], cohorts: ['10b'] }
		}
	});
	expect(problemsOf({ stagger })).toEqual(['no_groups']);
});

test('attack: an address of the page that says something else leads to the draft', () => {
	expect(readPlace(new URLSearchParams('tab=__proto__&item=<b>'))).toEqual({
		tab: 'write',
		item: null
	});
	const place = { tab: 'publish', item: 'item-1' } as const;
	expect(readPlace(new URLSearchParams(placeText(place)))).toEqual(place);
	expect(placeText({ tab: 'write', item: null })).toBe('');
});

test.each(locales)('%s: everything that may go wrong has a sentence of its own', (locale) => {
	overwriteGetLocale(() => locale);
	const texts = draftWarnings.map((code) => warningText({ code, stops: true, detail: 'D' }));
	expect(new Set(texts).size).toBe(draftWarnings.length);
	for (const text of texts) expect(text).not.toMatch(/author_warn|undefined|\{/);
});
