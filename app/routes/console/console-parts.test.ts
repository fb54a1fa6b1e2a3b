import { expect, test } from 'vitest';
import { consoleParts, isForAdmins, isOfPart } from './console-parts.ts';

const names = (...roles: Parameters<typeof consoleParts>[0]) =>
	consoleParts(roles).map(({ name }) => name);

test('marking, exams and items are for teachers, people, the audit log and settings for admins only', () => {
	expect(names('teacher')).toEqual(['sittings', 'marking', 'exams', 'items']);
	expect(names('proctor', 'student')).toEqual(['sittings']);
	expect(names('student')).toEqual([]);
	expect(names('admin')).toEqual(['people', 'audit', 'settings']);
});

test('who teaches too begins with the sittings', () => {
	expect(names('admin', 'teacher')).toEqual([
		'sittings',
		'marking',
		'exams',
		'items',
		'people',
		'audit',
		'settings'
	]);
});

test('whatever lies beneath an admin’s page is for admins too, and nothing else is', () => {
	for (const path of [
		'/console/people',
		'/console/people/4e1b',
		'/console/people/import',
		'/console/audit',
		'/console/settings'
	])
		expect([path, isForAdmins(path)]).toEqual([path, true]);
	for (const path of [
		'/console',
		'/console/sittings/4e1b',
		'/console/attempts/4e1b',
		'/console/peoples'
	])
		expect([path, isForAdmins(path)]).toEqual([path, false]);
});

test('marks and results of a sitting are marking, its hall is of the sittings', () => {
	const here = (pathname: string) =>
		consoleParts(['teacher']).flatMap((part) => (isOfPart(part, pathname) ? part.name : []));
	expect(here('/console')).toEqual(['sittings']);
	expect(here('/console/sittings/a/plan')).toEqual(['sittings']);
	expect(here('/console/sittings/a')).toEqual(['sittings']);
	expect(here('/console/marking')).toEqual(['marking']);
	expect(here('/console/sittings/a/marking')).toEqual(['marking']);
	expect(here('/console/sittings/a/marking/i1')).toEqual(['marking']);
	expect(here('/console/sittings/a/results')).toEqual(['marking']);
	expect(here('/console/items/new')).toEqual(['items']);
});
