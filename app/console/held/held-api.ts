import type { Stand } from '#sync/schema/decision.ts';
import {
	attemptDecided,
	heldCase,
	heldComparison,
	heldList,
	type AttemptDecision
} from '#sync/schema/held.ts';
import { requestJson, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

/** Logs of hours are read whole, and marked anew. */
const LONG_MS = 120_000;

/** Late and doubtful work, one method an operation. */
export class HeldApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	list(sitting: string) {
		return requestJson(this.#fetch, heldList, `/sittings/${sitting}/held`);
	}

	of(attempt: string) {
		return requestJson(this.#fetch, heldCase, `/attempts/${attempt}/held`, {
			patienceMs: LONG_MS
		});
	}

	compare(attempt: string, stands: readonly Stand[]) {
		return requestJson(this.#fetch, heldComparison, `/attempts/${attempt}/held/compare`, {
			method: 'POST',
			body: { stands },
			patienceMs: LONG_MS
		});
	}

	decide(attempt: string, body: AttemptDecision) {
		return requestJson(this.#fetch, attemptDecided, `/attempts/${attempt}/decision`, {
			method: 'POST',
			body,
			patienceMs: LONG_MS
		});
	}
}
