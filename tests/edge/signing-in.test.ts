import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { session } from '#sync/schema/accounts.ts';
import { EdgeClient, signedIn, type Answer } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const nobody = () => new EdgeClient(stack.origin);

test('the cookies can be read by no script, sent by no other site and overwritten by no subdomain', async () => {
	const answer = await nobody().signIn('student1@demo.test');
	expect(answer.status).toBe(200);
	const cookies = answer.headers.getSetCookie();
	expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
		'__Host-invigil',
		'__Host-invigil-refresh'
	]);
	for (const cookie of cookies) {
		for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
			expect(cookie).toContain(word);
		expect(cookie).not.toContain('Domain');
	}
	expect(answer.body).toMatchObject({
		person: { email: 'student1@demo.test', roles: ['student'] }
	});
	expect(JSON.stringify(answer.body)).not.toMatch(/argon2|token/i);
});

test('who is signed in, and after signing out nobody is, not even with the cookies of before', async () => {
	const client = await signedIn(stack.origin, 'teacher@demo.test');
	const before = client.cookie;
	expect((await client.ask('GET', '/auth/session')).body).toMatchObject({
		person: { name: 'Demo Teacher' }
	});
	const out = await client.ask('POST', '/auth/logout', { body: {} });
	expect(out.status).toBe(204);
	client.take(out);
	expect(client.cookie).toBe('');
	client.cookie = before;
	for (const path of ['/auth/session', '/sittings'])
		expect((await client.ask('GET', path)).status).toBe(401);
	expect((await client.ask('POST', '/auth/refresh', { body: {} })).status).toBe(401);
	expect((await nobody().ask('GET', '/auth/session')).status).toBe(401);
});

test('signing out everywhere ends the other devices too', async () => {
	const here = await signedIn(stack.origin, 'student2@demo.test');
	const there = await signedIn(stack.origin, 'student2@demo.test');
	await here.ask('POST', '/auth/logout', { body: { everywhere: true } });
	expect((await there.ask('GET', '/attempts')).status).toBe(401);
	expect((await there.ask('POST', '/auth/refresh', { body: {} })).status).toBe(401);
});

describe('staying signed in', () => {
	test('a refresh token is exchanged for new ones, and the session goes on', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const before = client.cookie;
		const answer = await client.ask('POST', '/auth/refresh', { body: {} });
		expect(answer.status).toBe(200);
		client.take(answer);
		expect(client.cookie).not.toBe(before);
		expect((await client.ask('GET', '/attempts')).status).toBe(200);
	});

	test('attack: a refresh token used again ends the whole family', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const stolen = client.cookie;
		client.take(await client.ask('POST', '/auth/refresh', { body: {} }));
		const thief = nobody();
		thief.cookie = stolen;
		expect((await thief.ask('POST', '/auth/refresh', { body: {} })).status).toBe(401);
		// The one who was robbed is signed out too, and signs in again.
		expect((await client.ask('GET', '/attempts')).status).toBe(401);
		expect((await client.ask('POST', '/auth/refresh', { body: {} })).status).toBe(401);
	});

	test('the same exchange asked twice, because its answer was lost, is no theft', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const headers = { 'idempotency-key': crypto.randomUUID() };
		const lost = await client.ask('POST', '/auth/refresh', { body: {}, headers });
		const again = await client.ask('POST', '/auth/refresh', { body: {}, headers });
		expect([lost.status, again.status]).toEqual([200, 200]);
		client.take(again);
		expect((await client.ask('GET', '/attempts')).status).toBe(200);
		const later = await client.ask('POST', '/auth/refresh', { body: {} });
		expect(later.status).toBe(200);
	});

	test('an API client gets its tokens in the answer, sends them as bearer and needs no cookie', async () => {
		const body = { email: 'teacher@demo.test', password: 'invigil-demo', bearer: true };
		const answer = await nobody().ask('POST', '/auth/login', { body });
		expect(answer.headers.getSetCookie()).toEqual([]);
		const { tokens } = session.parse(answer.body);
		const headers = { authorization: `Bearer ${tokens?.accessToken}` };
		expect((await nobody().ask('GET', '/sittings', { headers })).status).toBe(200);
		const next = await nobody().ask('POST', '/auth/refresh', {
			body: { refreshToken: tokens?.refreshToken }
		});
		expect(session.parse(next.body).tokens?.refreshToken).not.toBe(tokens?.refreshToken);
		expect((await nobody().ask('POST', '/auth/logout', { body: {}, headers })).status).toBe(204);
		expect((await nobody().ask('GET', '/sittings', { headers })).status).toBe(401);
	});

	test('attack: session fixation, cookies that were there before the sign-in open nothing after it', async () => {
		const attacker = await signedIn(stack.origin, 'student2@demo.test');
		const victim = nobody();
		victim.cookie = attacker.cookie;
		await victim.signIn('student1@demo.test');
		expect(victim.cookieOf('__Host-invigil-refresh')).not.toBe(
			attacker.cookieOf('__Host-invigil-refresh')
		);
		expect((await attacker.ask('GET', '/auth/session')).body).toMatchObject({
			person: { email: 'student2@demo.test' }
		});
	});
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
	test('changed, cut, empty, unsigned, re-signed or of another shape: nobody is signed in', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const [head = '', claims = '', signature = ''] = client.cookieOf('__Host-invigil').split('.');
		const admin = Buffer.from(claims, 'base64url').toString().replace('"student"', '"admin"');
		const forgedClaims = Buffer.from(admin).toString('base64url');
		const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
		const unknown = Buffer.from('{"alg":"EdDSA","typ":"at+jwt","kid":"x"}').toString('base64url');
		const forged = [
			`${head}.${forgedClaims}.${signature}`,
			`${none}.${forgedClaims}.`,
			`${none}.${claims}.${signature}`,
			`${unknown}.${claims}.${signature}`,
			`${head}.${claims}.${'A'.repeat(signature.length)}`,
			`${head}.${claims}.`,
			`${head}.${claims}`,
			claims,
			'',
			'a.b.c',
			'%00.%00.%00'
		];
		for (const value of forged)
			for (const [name, text] of [
				['cookie', `__Host-invigil=${value}`],
				['authorization', `Bearer ${value}`]
			] as const) {
				const headers = { [name]: text };
				const answer = await nobody().ask('GET', '/attempts', { headers });
				expect([value, answer.status, codeOf(answer)]).toEqual([value, 401, 'not_signed_in']);
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
			expect(codeOf(await client.ask('POST', '/auth/login', from(origin)))).toBe('csrf');
		expect(codeOf(await client.ask('POST', '/auth/login', from(stack.origin)))).toBe(
			'wrong_credentials'
		);
		const away = await client.ask('POST', '/auth/logout', {
			body: {},
			headers: { origin: 'https://evil.test' }
		});
		expect(away.status).toBe(403);
		for (const site of ['cross-site', 'same-site']) {
			const foreign = { body: {}, headers: { 'sec-fetch-site': site } };
			expect(codeOf(await client.ask('POST', '/auth/logout', foreign))).toBe('csrf');
		}
	});

	test('a cookie without any proof of whence the request comes changes nothing', async () => {
		const client = await signedIn(stack.origin, 'student1@demo.test');
		const bare = await nobody().ask('POST', '/auth/logout', {
			body: {},
			headers: { cookie: client.cookie }
		});
		expect([bare.status, codeOf(bare)]).toEqual([403, 'csrf']);
		expect((await client.ask('GET', '/attempts')).status).toBe(200);
	});

	test('a body that a form could send is refused', async () => {
		const body = '{"email":"student1@demo.test","password":"invigil-demo"}';
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
			const answer = await nobody().ask('POST', '/auth/login', {
				body,
				headers: { 'content-type': type }
			});
			expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
			expect(answer.headers.getSetCookie()).toEqual([]);
		}
	});
});

describe('bad input is named', () => {
	const post = (body: unknown) => nobody().ask('POST', '/auth/login', { body });

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

test('who goes on guessing waits longer each time, and the owner elsewhere does not', async () => {
	const from = (address: string, password: string) =>
		nobody().ask('POST', '/auth/login', {
			body: { email: 'proctor@demo.test', password },
			headers: { 'CF-Connecting-IP': address }
		});
	const answers: Answer[] = [];
	for (let attempt = 0; attempt < 40; attempt++) {
		const answer = await from('192.0.2.7', 'guess');
		answers.push(answer);
		if (Number(answer.headers.get('retry-after')) > 2) break;
		if (answer.status === 429) await new Promise((done) => setTimeout(done, 300));
	}
	expect(answers.slice(0, 5).map(codeOf)).toEqual(Array<string>(5).fill('wrong_credentials'));
	expect(answers.at(-1)?.body).toMatchObject({ code: 'too_many_requests' });
	// The right password waits as well: else the wait would tell which it is.
	expect((await from('192.0.2.7', 'invigil-demo')).status).toBe(429);
	expect((await from('198.51.100.9', 'invigil-demo')).status).toBe(200);
	await stack.database(async (query) => {
		const alerts = await query("select kind from security_alerts where address = '192.0.2.7'");
		expect(alerts).toEqual([{ kind: 'sign_in_failures' }]);
	});
});

test('attack: many guesses at once are not looked at together, from one address or from one network', async () => {
	const network = '2001:db8:0:7';
	await stack.database((query) =>
		query(
			`insert into counted_acts (act, account, address, happened_at)
			select 'sign_in_failed', 'student3@demo.test', $1, now() - interval '14 minutes' from generate_series(1, 10)`,
			[`${network}::/64`]
		)
	);
	const guesses = Array.from({ length: 20 }, (_none, n) =>
		nobody().ask('POST', '/auth/login', {
			body: { email: 'student3@demo.test', password: `guess ${n}` },
			headers: { 'CF-Connecting-IP': `${network}::${n + 1}` }
		})
	);
	const codes = (await Promise.all(guesses)).map(codeOf).sort();
	expect(codes).toEqual([...Array<string>(19).fill('too_many_requests'), 'wrong_credentials']);
	// What was right is not counted, however often.
	for (let again = 0; again < 7; again++)
		expect((await nobody().signIn('student3@demo.test')).status).toBe(200);
});
