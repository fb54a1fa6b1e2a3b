/** A browser that signs in at a provider, hop by hop, without being one. */
import type { Answer, EdgeClient } from './edge-client.ts';

export const placeOf = (answer: Answer): string => answer.headers.get('location') ?? '';

/** From our start to the address the provider sends the browser back to, which is not visited yet. */
export async function throughProvider(
	browser: EdgeClient,
	provider: string,
	query = ''
): Promise<URL> {
	const begun = await browser.ask('GET', `/auth/oidc/${provider}/start${query}`);
	browser.take(begun);
	let next = new URL(placeOf(begun));
	const cookies = new Map<string, string>();
	for (let hop = 0; hop < 12; hop++) {
		if (next.origin === browser.origin) return next;
		const answer = await fetch(next, {
			redirect: 'manual',
			headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
		});
		for (const set of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
			cookies.set(name, value);
		}
		const to = answer.headers.get('location');
		if (!to) throw new Error(`${next.href} answered ${answer.status}: ${await answer.text()}`);
		next = new URL(to, next);
	}
	throw new Error('round and round');
}

export async function visit(browser: EdgeClient, place: URL): Promise<Answer> {
	const answer = await browser.ask('GET', place.pathname.replace('/api/v1', '') + place.search);
	browser.take(answer);
	return answer;
}
