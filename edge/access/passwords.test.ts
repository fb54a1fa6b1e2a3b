import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

const salt = new Uint8Array(16).fill(7);

test('a password is known again by its own hash and by no other', () => {
	const stored = hashPassword('pässword ✓', salt);
	expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(verifyPassword('pässword ✓', stored)).toBe(true);
	expect(verifyPassword('pässword', stored)).toBe(false);
});

test('nobody’s password is wrong, whatever it is', () => {
	expect(verifyPassword('', null)).toBe(false);
	expect(verifyPassword('invigil-demo', null)).toBe(false);
});

test('a stored hash that is damaged lets nobody in', () => {
	for (const stored of ['', 'x', '$argon2id$v=19$m=8,t=1,p=1$$', '$2b$10$abcdefghijklmnopqrstuv'])
		expect(verifyPassword('x', stored)).toBe(false);
});
