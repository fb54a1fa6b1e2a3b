import { problem } from '#sync/schema/api.ts';
import { isPage } from './is-page.ts';
import type { Fetch } from './request.ts';

/**
 * Fresh tokens for a request that was refused because the old ones had run out. A refresh token is good for one exchange, so the pages
 * and workers of this browser take turns; and the exchange has a name that is kept until its answer is here, so that one whose
 * answer was lost on the way can be asked again instead of looking like theft.
 */
const kept = { cache: 'invigil-refresh', key: '/refresh-request' };
const patienceMs = 20_000;

async function exchangeName(): Promise<string> {
	const cache = await caches.open(kept.cache);
	const before = await cache.match(kept.key);
	if (before) return before.text();
	const name = crypto.randomUUID();
	await cache.put(kept.key, new Response(name));
	return name;
}

async function exchange(fetch: Fetch): Promise<boolean> {
	const name = await exchangeName();
	const answer = await fetch('/api/v1/auth/refresh', {
		method: 'POST',
		credentials: 'same-origin',
		cache: 'no-store',
		redirect: 'error',
		signal: AbortSignal.timeout(patienceMs),
		headers: { 'content-type': 'application/json', 'idempotency-key': name },
		body: '{}'
	});
	// Busy or broken, or a captive portal's page: the exchange may have happened, and its name is needed to ask again.
	if (answer.status >= 500 || answer.status === 429 || isPage(answer)) return false;
	await caches.open(kept.cache).then((cache) => cache.delete(kept.key));
	return answer.ok;
}

/** Answers whether there are fresh tokens. Rejects like fetch when there is no answer. */
export function refreshTokens(fetch: Fetch): Promise<boolean> {
	return navigator.locks.request('invigil-refresh', () => exchange(fetch));
}

/** A wrong password is a 401 too, and no reason for fresh tokens. */
async function ranOut(answer: Response): Promise<boolean> {
	if (answer.status !== 401) return false;
	const said = problem.safeParse(
		await answer
			.clone()
			.json()
			.catch(() => null)
	);
	return said.success && said.data.code === 'not_signed_in';
}

/** Asks once more with fresh tokens when the old ones had run out. */
export function stayingSignedIn(
	fetch: Fetch,
	refresh: () => Promise<boolean> = () => refreshTokens(fetch)
): Fetch {
	return async (url, init) => {
		const answer = await fetch(url, init);
		if (!(await ranOut(answer))) return answer;
		return (await refresh().catch(() => false)) ? fetch(url, init) : answer;
	};
}

/** A fetch that stays signed in; `signedOut` is told when the edge knows nobody any more. */
export function signedInFetch(
	signedOut: () => void,
	fetch: Fetch = stayingSignedIn((url, init) => globalThis.fetch(url, init))
): Fetch {
	return async (url, init) => {
		const answer = await fetch(url, init);
		if (answer.status === 401) signedOut();
		return answer;
	};
}
