import { expect, test } from 'vitest';
import { hashSync } from 'bcryptjs';
import { argon2id } from '@noble/hashes/argon2.js';
import { toBase64url, utf8 } from '#sync/bytes.ts';
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

test('an Argon2 hash of another system is taken in within the limits, and known again', () => {
	const [m, t, p] = [64, 1, 2];
	const hash = toBase64url(argon2id(utf8('wintermute-77'), salt, { m, t, p, dkLen: 24 }));
	const stored = `$argon2id$v=19$m=${m},t=${t},p=${p}$${toBase64url(salt)}$${hash}`;
	expect(isImportable(stored)).toBe(true);
	expect(verifyPassword('wintermute-77', stored)).toBe(true);
	expect(verifyPassword('wintermute-78', stored)).toBe(false);
});

test('attack: an Argon2 hash that costs too much, or is none, is neither imported nor computed', () => {
	const bytes = (count: number) => toBase64url(new Uint8Array(count).fill(9));
	const written = (cost: string, saltBytes = 16, hashBytes = 32) =>
		`$argon2id$v=19$${cost}$${bytes(saltBytes)}$${bytes(hashBytes)}`;
	expect(isImportable(written('m=65536,t=5,p=4'))).toBe(true);
	expect(isImportable(written('m=8,t=1,p=1', 64, 64))).toBe(true);
	for (const stored of [
		written('m=19456,t=20,p=1'),
		written('m=19456,t=0,p=1'),
		written('m=4000000,t=1,p=1'),
		written('m=65537,t=1,p=1'),
		written('m=31,t=1,p=4'),
		written('m=64,t=1,p=5'),
		written('m=64,t=1,p=0'),
		written('m=8,t=1,p=1', 65),
		written('m=8,t=1,p=1', 16, 65),
		written('m=8,t=1,p=1', 1),
		'$argon2id$v=19$m=8,t=1,p=1$aaaaa$aaaaa'
	]) {
		expect([stored, isImportable(stored)]).toEqual([stored, false]);
		expect(verifyPassword('x', stored)).toBe(false);
	}
});

test('attack: an import of a hash that would take minutes to check', () => {
	expect(isImportable(`$2b$31$${'a'.repeat(53)}`)).toBe(false);
});
