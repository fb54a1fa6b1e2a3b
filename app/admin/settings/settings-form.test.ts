import { expect, test } from 'vitest';
import type { Settings } from '../admin-api.ts';
import { changesOf, fieldProblems, readDomains, toFields } from './settings-form.ts';

const before: Settings = {
	name: 'Demo School',
	registration: 'open',
	emailDomains: ['school.example'],
	jurisdiction: 'EU',
	retentionDays: 90
};
const fields = toFields(before);

test('only what was changed is sent', () => {
	expect(changesOf(before, fields)).toEqual({});
	expect(changesOf(before, { ...fields, name: ' Demo School ', retention: '30' })).toEqual({
		retentionDays: 30
	});
	expect(changesOf(before, { ...fields, domains: '' })).toEqual({ emailDomains: [] });
});

test('domains come one a line or separated, with an @ or without, each once', () => {
	expect(readDomains('@School.example\nschool.example, a.example;b.example')).toEqual([
		'school.example',
		'a.example',
		'b.example'
	]);
});

test('what is wrong is said at its field before anything is sent', () => {
	expect(fieldProblems(fields)).toEqual({});
	expect(Object.keys(fieldProblems({ ...fields, name: ' ' }))).toEqual(['name']);
	for (const retention of ['', '0', '3651', '1.5', '-3', '1e3'])
		expect(Object.keys(fieldProblems({ ...fields, retention })), retention).toEqual(['retention']);
	const wrong = { ...fields, domains: 'school' };
	expect(fieldProblems(wrong).domains).toContain('school');
	// The field is not shown: nothing in it may stand in the way.
	const closed = { ...wrong, registration: 'invitation' } as const;
	expect([fieldProblems(closed), changesOf(before, closed)]).toEqual([
		{},
		{ registration: 'invitation' }
	]);
});
