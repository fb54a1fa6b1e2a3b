import { expect, test } from 'vitest';
import { consoleParts } from './console-parts.ts';

const names = (...roles: Parameters<typeof consoleParts>[0]) =>
	consoleParts(roles).map(({ name }) => name);

test('people, the audit log and settings are for admins only', () => {
	expect(names('teacher')).toEqual(['sittings']);
	expect(names('proctor', 'student')).toEqual(['sittings']);
	expect(names('student')).toEqual([]);
	expect(names('admin')).toEqual(['people', 'audit', 'settings']);
});

test('who teaches too begins with the sittings', () => {
	expect(names('admin', 'teacher')).toEqual(['sittings', 'people', 'audit', 'settings']);
});
