import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { PasskeyError } from './passkey-error.ts';
import { sentence } from './sentence.ts';

test('a page may say more of a refusal than the app does everywhere', () => {
	const refused = new ApiError('wrong_credentials', 'x');
	expect(sentence(refused, { wrong_credentials: () => 'Not that one.' })).toBe('Not that one.');
	expect(sentence(refused)).toMatch(/password/);
});

test('who has to wait is told how long', () => {
	const wait = new ApiError('too_many_requests', 'x', { retryAfterSeconds: 42 });
	expect(sentence(wait, { too_many_requests: () => 'Wait.' })).toContain('42');
});

test('a passkey that was not given is no error of the app', () => {
	expect(sentence(new PasskeyError('cancelled'))).toMatch(/passkey/);
	expect(sentence(new TypeError('x'))).toMatch(/wrong in the app/);
});
