/** What whoever runs an installation sees and does: keys rotated, metrics read, the API's description. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers } from '../support/edge-device.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

const METRICS_TOKEN = 'of-this-test-alone';
let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge({ METRICS_TOKEN });
});
afterAll(() => stack.dispose());

const nobody = () => new EdgeClient(stack.origin);
const keysOf = async () =>
	z
		.object({ keys: z.array(z.object({ kid: z.string(), x: z.string() })) })
		.parse((await nobody().ask('GET', '/auth/jwks')).body).keys;

test('keys of access tokens are rotated, and nobody is signed out by it', async () => {
	const student = await signedIn(stack.origin, 'student1@demo.test');
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const before = await keysOf();
	const answer = await admin.ask('POST', '/admin/token-keys', { body: {} });
	const { key } = z.object({ key: z.string() }).parse(answer.body);
	expect(before.map(({ kid }) => kid)).not.toContain(key);
	expect((await student.ask('GET', '/attempts')).status).toBe(200);
	student.take(await student.ask('POST', '/auth/refresh', { body: {} }));
	expect((await student.ask('GET', '/attempts')).status).toBe(200);
	expect((await signedIn(stack.origin, 'student2@demo.test')).cookie).not.toBe('');
	// The public part alone is shown.
	for (const shown of await keysOf()) expect(Object.keys(shown)).not.toContain('d');
});

test('attack: keys rotated over and over, so that the list of them grows; once an hour for the whole installation', async () => {
	await stack.database((query) => addStranger(query, 'admin@elsewhere.test', 'admin'));
	await stack.database((query) =>
		query("delete from counted_acts where act = 'token_keys_rotated'")
	);
	const admins = await Promise.all(
		['admin@demo.test', 'admin@elsewhere.test'].map((email) => signedIn(stack.origin, email))
	);
	const rotate = (who: EdgeClient) => who.ask('POST', '/admin/token-keys', { body: {} });
	const kept = () => stack.database((query) => query('select id from token_keys'));
	const before = (await kept()).length;
	// At the same moment, from two institutions: one of them.
	const answers = await Promise.all(admins.map(rotate));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
	for (const admin of admins) {
		const { status, headers, body } = await rotate(admin);
		const wait = Number(headers.get('retry-after'));
		expect([status, wait > 3000, wait <= 3600]).toEqual([429, true, true]);
		expect(body).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: wait });
	}
	expect(await kept()).toHaveLength(before + 1);
	await stack.database((query) =>
		query(
			"update counted_acts set happened_at = happened_at - interval '61 minutes' where act = 'token_keys_rotated'"
		)
	);
	expect(
		await Promise.all(admins.map(rotate)).then((all) => all.map(({ status }) => status).sort())
	).toEqual([200, 429]);
});

test('metrics are for who knows the token, and count what happened', async () => {
	const read = (token: string) =>
		fetch(`${stack.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });
	for (const wrong of ['', 'x', METRICS_TOKEN.slice(1)])
		expect((await read(wrong)).status).toBe(403);
	const papers = await fetchPapers(stack.origin, 'student3@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	const { seq } = await device.write({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice: 'wettest-month-1' } }
	});
	await device.untilReceipted(seq);
	await nobody().signIn('student3@demo.test', 'wrong');
	let text = '';
	for (const end = Date.now() + 10_000; Date.now() < end;) {
		const answer = await read(METRICS_TOKEN);
		expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
		text = await answer.text();
		if (/entries_admitted_total [1-9]/.test(text)) break;
		await new Promise((done) => setTimeout(done, 200));
	}
	device.disconnect();
	expect(text).toMatch(/invigil_sessions_live [1-9]/);
	expect(text).toMatch(/invigil_entries_admitted_total [1-9]/);
	expect(text).toMatch(/invigil_receipt_seconds_count [1-9]/);
	expect(text).toMatch(/invigil_sign_in_failures_day [1-9]/);
	expect(text).toContain('invigil_postgres_up 1');
	expect(text).not.toMatch(/demo\.test|Student/);
});

test('the API describes itself, to programs and to people', async () => {
	const json = await nobody().ask('GET', '/openapi.json');
	expect(json.body).toMatchObject({ openapi: '3.1.0', info: { title: 'Invigil' } });
	const promised = [
		'post /auth/register',
		'post /auth/login',
		'post /auth/refresh',
		'post /auth/logout',
		'get /student/dashboard',
		'get /student/exams/available',
		'post /student/exams/{id}/start',
		'post /student/exams/{attempt}/submit',
		'get /student/attempts/{id}',
		'get /teacher/dashboard',
		'post /teacher/exams',
		'get /teacher/exams/{id}/analytics',
		'get /teacher/students/{id}',
		'get /teacher/attempts/{id}/monitoring',
		'get /teacher/alerts',
		'get /admin/users',
		'post /admin/users/{id}/lock',
		'get /admin/audit-logs',
		'post /monitor/events'
	];
	const { paths } = z
		.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
		.parse(json.body);
	for (const one of promised) {
		const [method = '', path = ''] = one.split(' ');
		expect([one, paths[path]?.[method] !== undefined]).toEqual([one, true]);
	}
	const page = await fetch(`${stack.origin}/api/v1/docs`);
	expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
	expect(await page.text()).toContain('/student/dashboard');
});

test('a problem is a problem document: type, title, status, detail and a stable code', async () => {
	const answer = await fetch(`${stack.origin}/api/v1/attempts`);
	expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
	expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	expect(await answer.json()).toEqual({
		type: '/problems/not_signed_in',
		title: 'Not signed in',
		status: 401,
		detail: 'Sign in first.',
		code: 'not_signed_in'
	});
});
