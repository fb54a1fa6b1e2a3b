import { expect, test } from 'vitest';
import { consoleParts } from './console-parts.ts';

const names = (...roles: Parameters<typeof consoleParts>[0]) =>
	consoleParts(roles).map(({ name }) => name);

test('items are for teachers, people, the audit log and settings for admins only', () => {
	expect(names('teacher')).toEqual(['sittings', 'items']);
	expect(names('proctor', 'student')).toEqual(['sittings']);
	expect(names('student')).toEqual([]);
	expect(names('admin')).toEqual(['people', 'audit', 'settings']);
});

test('who teaches too begins with the sittings', () => {
	expect(names('admin', 'teacher')).toEqual(['sittings', 'items', 'people', 'audit', 'settings']);
});
