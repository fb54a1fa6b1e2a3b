import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EdgeClient, signedIn, type Answer } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const nobody = () => new EdgeClient(stack.origin);

test('the cookie can be read by no script, sent by no other site and overwritten by no subdomain', async () => {
	const answer = await nobody().signIn('student1@demo.test');
	expect(answer.status).toBe(200);
	const [cookie] = answer.headers.getSetCookie();
	expect(cookie).toMatch(/^__Host-invigil=/);
	for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
		expect(cookie).toContain(word);
	expect(cookie).not.toContain('Domain');
	expect(answer.body).toMatchObject({
		person: { email: 'student1@demo.test', roles: ['student'] }
	});
	expect(JSON.stringify(answer.body)).not.toContain('argon2');
});

test('who is signed in, and after signing out nobody is', async () => {
	const client = await signedIn(stack.origin, 'teacher@demo.test');
	expect((await client.ask('GET', '/session')).body).toMatchObject({
		person: { name: 'Demo Teacher' }
	});
	const out = await client.ask('DELETE', '/session');
	expect(out.status).toBe(204);
	expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-invigil=;.*Max-Age=0/);
	expect((await nobody().ask('GET', '/session')).status).toBe(401);
});

test('an unknown address and a wrong password are answered with the same words in about the same time', async () => {
	const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
	const wrong: Answer[] = [];
	const unknown: Answer[] = [];
	for (let round = 0; round < 5; round++) {
		wrong.push(await nobody().signIn('admin@demo.test', 'not it'));
		unknown.push(await nobody().signIn(`nobody${round}@demo.test`, 'not it'));
	}
	for (const answer of [...wrong, ...unknown]) {
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual(wrong[0]?.body);
	}
	const times = [median(wrong.map(({ ms }) => ms)), median(unknown.map(({ ms }) => ms))];
	expect(Math.max(...times) / Math.min(...times)).toBeLessThan(2);
});

describe('attack: a cookie that is not ours', () => {
	test('changed, cut, empty, re-signed or of another shape: nobody is signed in', async () => {
		const { cookie } = await signedIn(stack.origin, 'student1@demo.test');
		const [bytes = '', mac = ''] = cookie.replace('__Host-invigil=', '').split('.');
		const admin = Buffer.from(bytes, 'base64url').toString().replace('"student"', '"admin"');
		const forged = [
			`${Buffer.from(admin).toString('base64url')}.${mac}`,
			`${bytes}.${'A'.repeat(mac.length)}`,
			`${bytes}.`,
			`.${mac}`,
			bytes,
			'',
			'a.b.c',
			`${bytes}.${mac}.${mac}`,
			'%00.%00'
		];
		for (const value of forged) {
			const client = nobody();
			client.cookie = `__Host-invigil=${value}`;
			const answer = await client.ask('GET', '/attempts');
			expect([answer.status, codeOf(answer)]).toEqual([401, 'not_signed_in']);
		}
	});
});

describe('attack: another site asks in the name of who is signed in', () => {
	test('a state-changing request or a socket of another origin is refused, one of ours is not', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const from = (origin: string) => ({
			body: { email: 'a@b.c', password: 'x' },
			headers: { origin }
		});
		for (const origin of ['https://evil.test', 'null', `${stack.origin}.evil.test`])
			expect(codeOf(await client.ask('POST', '/session', from(origin)))).toBe('not_allowed');
		expect(codeOf(await client.ask('POST', '/session', from(stack.origin)))).toBe(
			'wrong_credentials'
		);
		const away = await client.ask('DELETE', '/session', {
			headers: { origin: 'https://evil.test' }
		});
		expect(away.status).toBe(403);
	});

	test('a body that a form could send is refused', async () => {
		const body = '{"email":"student1@demo.test","password":"invigil-demo"}';
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
			const answer = await nobody().ask('POST', '/session', {
				body,
				headers: { 'content-type': type }
			});
			expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
			expect(answer.headers.getSetCookie()).toEqual([]);
		}
	});
});

describe('bad input is named', () => {
	const post = (body: unknown) => nobody().ask('POST', '/session', { body });

	test('not JSON, wrong shape and unknown fields, each with the field', async () => {
		expect(codeOf(await post('{"email":'))).toBe('invalid_request');
		expect((await post({ email: 'a@b.c' })).body).toMatchObject({
			code: 'invalid_request',
			evidence: { field: 'password' }
		});
		expect((await post({ email: 'a@b.c', password: 'x', role: 'admin' })).body).toMatchObject({
			code: 'invalid_request',
			evidence: { because: 'unrecognized_keys' }
		});
	});

	test('a body over the limit is refused with the limit, and an unknown route is a problem too', async () => {
		const large = await post({ email: 'a@b.c', password: 'x'.repeat(100_000) });
		expect([large.status, codeOf(large)]).toEqual([413, 'too_large']);
		const lost = await nobody().ask('GET', '/nothing/here');
		expect([lost.status, codeOf(lost)]).toEqual([404, 'not_found']);
	});
});

test('after ten failures an account waits at that address, and its owner elsewhere does not', async () => {
	const from = (address: string, password: string) =>
		nobody().ask('POST', '/session', {
			body: { email: 'proctor@demo.test', password },
			headers: { 'CF-Connecting-IP': address }
		});
	const answers: Answer[] = [];
	for (let attempt = 0; attempt < 11; attempt++) answers.push(await from('192.0.2.7', 'guess'));
	expect(answers.map(codeOf)).toEqual([
		...Array<string>(10).fill('wrong_credentials'),
		'too_many_requests'
	]);
	expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
	expect((await from('192.0.2.7', 'invigil-demo')).status).toBe(429);
	expect((await from('198.51.100.9', 'invigil-demo')).status).toBe(200);
});
