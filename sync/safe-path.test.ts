import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each([
	'//elsewhere.example',
	'///elsewhere.example',
	'/\\elsewhere.example',
	'/a\\b',
	'\\\\elsewhere.example',
	'/\t/elsewhere.example',
	'/\n/elsewhere.example',
	'/..//elsewhere.example',
	'/.//elsewhere.example',
	'/%2e%2e//elsewhere.example',
	'https://elsewhere.example/exams',
	'javascript:alert(1)',
	'console',
	'',
	`/${'a'.repeat(2000)}`,
	null
])('attack: %j in the address leads nowhere', (path) => {
	expect(safePath(path)).toBeNull();
});

test('a path of this origin is followed as it was asked for', () => {
	expect(safePath('/console/people?role=student#top')).toBe('/console/people?role=student#top');
});
