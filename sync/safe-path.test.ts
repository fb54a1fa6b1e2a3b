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
	'/api/v1/auth/oidc/0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10/start',
	'/API/v1',
	'/api?x',
	'/exams/../api/v1',
	'/%61pi/v1',
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
	expect(safePath('/apiary')).toBe('/apiary');
	expect(safePath('/console/people?role=student#top')).toBe('/console/people?role=student#top');
});
