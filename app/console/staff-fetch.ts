import type { Fetch } from '#app/api/request.ts';
import { stayingSignedIn } from '#app/api/stay-signed-in.ts';

/** A fetch that stays signed in, and says when that is over. */
export function staffFetch(
	signedOut: () => void,
	fetch: Fetch = stayingSignedIn((url, init) => globalThis.fetch(url, init))
): Fetch {
	return async (url, init) => {
		const response = await fetch(url, init);
		if (response.status === 401) signedOut();
		return response;
	};
}
