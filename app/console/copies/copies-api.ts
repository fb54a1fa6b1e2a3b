import { copyReport } from '#sync/schema/copy.ts';
import { toHex } from '#sync/bytes.ts';
import { requestJson, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

/** Thirty megabytes over a slow line, and each link of the log is checked. */
const LONG_MS = 180_000;

export class CopiesApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	async bring(sitting: string, bytes: Uint8Array<ArrayBuffer>) {
		const hash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
		return requestJson(this.#fetch, copyReport, `/sittings/${sitting}/copies/${hash}`, {
			method: 'PUT',
			bytes,
			patienceMs: LONG_MS
		});
	}
}
