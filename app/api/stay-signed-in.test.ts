import { afterEach, expect, test, vi } from 'vitest';
import { refreshTokens, stayingSignedIn } from './stay-signed-in.ts';

afterEach(() => vi.unstubAllGlobals());

const refusal = (status: number, code: string) =>
	JSON.stringify({ type: `/problems/${code}`, title: code, status, detail: code, code });

function edge(statuses: number[], code = 'not_signed_in') {
	const asked: string[] = [];
	const fetch = async (url: string) => {
		asked.push(url);
		const status = statuses.shift() ?? 500;
		return new Response(refusal(status, code), { status });
	};
	return { asked, fetch };
}
const ask = (
	fetch: Parameters<typeof stayingSignedIn>[0],
	url: string,
	refreshed: boolean | Error
) =>
	stayingSignedIn(fetch, async () => {
		if (refreshed instanceof Error) throw refreshed;
		return refreshed;
	})(url, {});

test('tokens that ran out are exchanged once, and the request is asked again', async () => {
	const { asked, fetch } = edge([401, 200]);
	expect((await ask(fetch, '/api/v1/attempts', true)).status).toBe(200);
	expect(asked).toEqual(['/api/v1/attempts', '/api/v1/attempts']);
});

test('who is signed out stays so, without asking again and again', async () => {
	for (const refreshed of [false, new TypeError('no network')]) {
		const { asked, fetch } = edge([401, 200]);
		expect((await ask(fetch, '/api/v1/attempts', refreshed)).status).toBe(401);
		expect(asked).toHaveLength(1);
	}
	const still = edge([401, 401, 200]);
	expect((await ask(still.fetch, '/api/v1/attempts', true)).status).toBe(401);
	expect(still.asked).toHaveLength(2);
});

test('a wrong password is no reason to refresh', async () => {
	const { asked, fetch } = edge([401, 200], 'wrong_credentials');
	expect((await ask(fetch, '/api/v1/auth/password', true)).status).toBe(401);
	expect(asked).toHaveLength(1);
});

test('a captive portal’s page does not end an exchange: it is asked again under the same name', async () => {
	const kept = new Map<string, Response>();
	const cache = {
		match: async (key: string) => kept.get(key)?.clone(),
		put: async (key: string, value: Response) => void kept.set(key, value),
		delete: async (key: string) => kept.delete(key)
	};
	vi.stubGlobal('caches', { open: async () => cache });
	vi.stubGlobal('navigator', {
		locks: { request: async (_name: string, work: () => Promise<boolean>) => work() }
	});
	const names: string[] = [];
	const answers = [
		new Response('<html>', { headers: { 'content-type': 'text/html' } }),
		new Response('{}', { headers: { 'content-type': 'application/json' } })
	];
	const fetch = async (_url: string, init: RequestInit) => {
		names.push(new Headers(init.headers).get('idempotency-key') ?? '');
		return answers.shift() ?? Response.error();
	};
	expect(await refreshTokens(fetch)).toBe(false);
	expect(await refreshTokens(fetch)).toBe(true);
	expect(names[1]).toBe(names[0]);
	expect(kept.size).toBe(0);
});
