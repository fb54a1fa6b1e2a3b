import { expect, test } from 'vitest';
import { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import { readEdgeClock } from './edge-clock.ts';

const answering = (body: unknown, status = 200) =>
	new Api(async () => new Response(JSON.stringify(body), { status }));

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.then(
		() => null,
		(error: unknown) => error
	);
	return error instanceof ApiError ? error.code : `not an ApiError: ${String(error)}`;
}

test('a refusal keeps its code, its evidence and when to come again', async () => {
	const api = answering(
		{
			type: '/problems/too_many_requests',
			title: 'Too many requests',
			status: 429,
			detail: 'slow down',
			code: 'too_many_requests',
			retryAfterSeconds: 30,
			evidence: { n: 6 }
		},
		429
	);
	await expect(api.attempts()).rejects.toMatchObject({
		code: 'too_many_requests',
		retryAfterSeconds: 30,
		evidence: { n: 6 }
	});
});

test('no network is unreachable, and so is the page of a gateway before the edge', async () => {
	const away = new Api(() => Promise.reject(new TypeError('Failed to fetch')));
	expect(await codeOf(away.attempts())).toBe('unreachable');
	const gateway = new Api(async () => new Response('<html>', { status: 502 }));
	expect(await codeOf(gateway.attempts())).toBe('unreachable');
});

test('a captive portal’s page is nobody’s answer, whatever was asked and whatever status it has', async () => {
	const page = (status: number) =>
		new Api(
			async () =>
				new Response('<html>Please sign in to this network</html>', {
					status,
					headers: { 'content-type': 'text/html; charset=utf-8' }
				})
		);
	const id = crypto.randomUUID();
	for (const status of [200, 403, 511]) {
		const portal = page(status);
		expect(await codeOf(portal.attempts())).toBe('unreachable');
		expect(await codeOf(portal.blob(id, 'ab'.repeat(32)))).toBe('unreachable');
		expect(await codeOf(portal.signOut())).toBe('unreachable');
	}
	// Nor is it one without saying what it is.
	const untyped = new Api(async () => new Response(new TextEncoder().encode('<html>')));
	expect(await codeOf(untyped.signOut())).toBe('unreadable');
});

test('an answer with a field this version does not know is unreadable, not guessed at', async () => {
	expect(await codeOf(answering({ attempts: [], now: 1, more: true }).attempts())).toBe(
		'unreadable'
	);
	expect(await codeOf(answering('page of a captive portal').session())).toBe('unreadable');
});

test('the quickest of the askings tells the offset of the clock', async () => {
	const times = [0, 400, 1000, 1020, 2000, 2300];
	const edge = [5200, 6010, 7100];
	const clock = await readEdgeClock(
		{
			health: async () => ({
				status: 'ok',
				version: '1',
				postgres: 'ok',
				storage: 'ok',
				now: edge.shift() ?? 0
			})
		},
		() => times.shift() ?? 0
	);
	expect(clock).toEqual({ offsetMs: 5000, roundTripMs: 20 });
});
