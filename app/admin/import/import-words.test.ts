import { expect, test } from 'vitest';
import { valueWords } from './import-words.ts';

test('roles are read as words; what is not a role, and any other column, is left as it is', () => {
	expect(valueWords('roles', 'proctor;teacher')).toBe('Proctor and Teacher');
	expect(valueWords('roles', 'wizard')).toBe('wizard');
	expect(valueWords('roles', '')).toBe('');
	expect(valueWords('name', 'teacher')).toBe('teacher');
});
