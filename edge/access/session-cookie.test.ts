import { expect, test } from 'vitest';
import { toBase64url, utf8 } from '#sync/bytes.ts';
import { readSession, writeSession } from './session-cookie.ts';
import type { SignedIn } from './session-cookie.ts';

const secret = toBase64url(new Uint8Array(32).fill(1));
const session: SignedIn = {
	person: {
		id: '00000000-0000-4000-8000-000000000001',
		name: 'Student One',
		email: 'student1@demo.test',
		roles: ['student']
	},
	institution: '00000000-0000-4000-8000-000000000002',
	expiresAt: 1000
};

test('what was signed is read until it expires', async () => {
	const cookie = await writeSession(session, secret);
	expect(await readSession(cookie, secret, 999)).toEqual(session);
	expect(await readSession(cookie, secret, 1000)).toBe(null);
});

test('attack: another secret, another statement, pieces left out or added', async () => {
	const [bytes = '', mac = ''] = (await writeSession(session, secret)).split('.');
	const admin = { ...session, person: { ...session.person, roles: ['admin'] } };
	const other = toBase64url(new Uint8Array(32).fill(2));
	expect(await readSession(`${bytes}.${mac}`, other, 0)).toBe(null);
	const forged = toBase64url(utf8(JSON.stringify(admin)));
	for (const cookie of [
		undefined,
		'',
		'.',
		bytes,
		`${bytes}.`,
		`${forged}.${mac}`,
		`${bytes}.${mac}.`,
		'é.é'
	])
		expect(await readSession(cookie, secret, 0)).toBe(null);
});

test('attack: a statement of ours that is no session opens nothing', async () => {
	const cookie = await writeSession({ expiresAt: 9e15 } as unknown as SignedIn, secret);
	expect(await readSession(cookie, secret, 0)).toBe(null);
});
