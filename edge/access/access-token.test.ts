import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { issueAccessToken, readAccessToken } from './access-token.ts';
import type { SignedIn, SigningKey } from './access-token.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const session: SignedIn = {
	person: { id: uuid(1), name: 'Student One', email: 'student1@demo.test', roles: ['student'] },
	institution: uuid(2),
	signIn: uuid(3)
};
const NOW = Date.UTC(2026, 0, 1);

let key: SigningKey;
let other: SigningKey;
let jwks: Parameters<typeof readAccessToken>[1];
beforeAll(async () => {
	const pair = await generateKeyPair('EdDSA');
	const second = await generateKeyPair('EdDSA');
	key = { id: 'a', privateKey: pair.privateKey };
	other = { id: 'a', privateKey: second.privateKey };
	jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'a', alg: 'EdDSA' }] };
});

const claimsOf = (changed: Record<string, unknown> = {}) => ({
	sid: session.signIn,
	institution: session.institution,
	name: 'x',
	email: 'x@demo.test',
	roles: ['admin'],
	...changed
});
const signed = (header: Record<string, unknown>, changed = {}) =>
	new SignJWT(claimsOf(changed))
		.setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'a', ...header })
		.setSubject(session.person.id)
		.setIssuer('invigil')
		.setAudience('invigil-api')
		.setIssuedAt(NOW / 1000)
		.setExpirationTime(NOW / 1000 + 60);

test('a token says who asks for 15 minutes', async () => {
	const token = await issueAccessToken(session, key, NOW);
	expect(await readAccessToken(token, jwks, NOW)).toEqual(session);
	expect(await readAccessToken(token, jwks, NOW + 899_000)).toEqual(session);
	expect(await readAccessToken(token, jwks, NOW + 901_000)).toBe(null);
});

test('attack: alg none', async () => {
	const token = new UnsecuredJWT(claimsOf())
		.setSubject(session.person.id)
		.setIssuer('invigil')
		.setAudience('invigil-api')
		.setExpirationTime(NOW / 1000 + 60)
		.encode();
	expect(await readAccessToken(token, jwks, NOW)).toBe(null);
	const [, payload] = (await issueAccessToken(session, key, NOW)).split('.');
	const none = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"a"}').toString('base64url');
	expect(await readAccessToken(`${none}.${payload}.`, jwks, NOW)).toBe(null);
});

test('attack: the wrong key under the right name, and the public key as a shared secret', async () => {
	expect(await readAccessToken(await issueAccessToken(session, other, NOW), jwks, NOW)).toBe(null);
	const shared = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
	const token = await signed({ alg: 'HS256' }).sign(shared);
	expect(await readAccessToken(token, jwks, NOW)).toBe(null);
});

test('attack: a token of ours that is no access token, or carries something else', async () => {
	for (const token of [
		await signed({ typ: 'JWT' }).sign(key.privateKey),
		await signed({}, { roles: ['owner'] }).sign(key.privateKey),
		await signed({}, { sid: 'x' }).sign(key.privateKey),
		await signed({}).setAudience('elsewhere').sign(key.privateKey),
		await signed({}).setIssuer('elsewhere').sign(key.privateKey),
		'',
		'a.b.c'
	])
		expect(await readAccessToken(token, jwks, NOW)).toBe(null);
	expect(await readAccessToken(await signed({}).sign(key.privateKey), jwks, NOW)).not.toBe(null);
});
