import { expect, test } from 'vitest';
import { hashSync } from 'bcryptjs';
import { hashPassword, isImportable, isOutdated, verifyPassword } from './passwords.ts';

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

test('a bcrypt hash of an import is known again, and is outdated', () => {
	const stored = hashSync('wintermute-77', 4);
	expect(isImportable(stored)).toBe(true);
	expect(isImportable(stored.replace('$04$', '$12$'))).toBe(true);
	expect(verifyPassword('wintermute-77', stored)).toBe(true);
	expect(verifyPassword('wintermute-78', stored)).toBe(false);
	expect(isOutdated(stored)).toBe(true);
	expect(isOutdated(hashPassword('x', salt))).toBe(false);
});

test('attack: a password that agrees with a bcrypt hash in its first 72 bytes only', () => {
	const stored = hashSync('a'.repeat(72), 4);
	expect(verifyPassword('a'.repeat(72), stored)).toBe(true);
	expect(verifyPassword('a'.repeat(73), stored)).toBe(false);
});

test('attack: an import of a hash that would take minutes to check', () => {
	expect(isImportable(`$2b$31$${'a'.repeat(53)}`)).toBe(false);
});
