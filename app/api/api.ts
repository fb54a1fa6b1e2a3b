import { session, signInAnswer } from '#sync/schema/accounts.ts';
import {
	attemptList,
	attemptResults,
	edgeKeys,
	formAnswer,
	health,
	keyAnswer,
	sittingDetail,
	sittingList,
	ticketAnswer
} from '#sync/schema/api.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { stayingSignedIn } from './stay-signed-in.ts';
import { requestBytes, requestJson, requestNothing, type Fetch } from './request.ts';

/** The HTTP API, one method an operation. Every answer is parsed; every failure is an ApiError. */
export class Api {
	readonly #fetch: Fetch;

	constructor(fetch: Fetch = stayingSignedIn((url, init) => globalThis.fetch(url, init))) {
		this.#fetch = fetch;
	}

	health(signal?: AbortSignal) {
		return requestJson(this.#fetch, health, '/health', { signal });
	}

	keys(signal?: AbortSignal) {
		return requestJson(this.#fetch, edgeKeys, '/keys', { signal });
	}

	signIn(email: string, password: string) {
		const body = { email, password };
		return requestJson(this.#fetch, signInAnswer, '/auth/login', { method: 'POST', body });
	}

	/** What the browser signed with a passkey, after the password. */
	secondFactor(ceremony: string, answer: Record<string, unknown>) {
		const body = { ceremony, answer };
		return requestJson(this.#fetch, session, '/auth/passkey/second-factor', {
			method: 'POST',
			body
		});
	}

	session(signal?: AbortSignal) {
		return requestJson(this.#fetch, session, '/auth/session', { signal });
	}

	signOut() {
		return requestNothing(this.#fetch, '/auth/logout', { method: 'POST', body: {} });
	}

	attempts(signal?: AbortSignal) {
		return requestJson(this.#fetch, attemptList, '/attempts', { signal });
	}

	/** `deviceKey`: the raw P-256 public key, base64url. */
	ticket(attempt: string, deviceKey: string, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body: { deviceKey }, signal };
		return requestJson(this.#fetch, ticketAnswer, `/attempts/${attempt}/ticket`, request);
	}

	/** The content key of the form, while the sitting is open. */
	key(attempt: string, ticket: Signed, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body: { ticket }, signal };
		return requestJson(this.#fetch, keyAnswer, `/attempts/${attempt}/key`, request);
	}

	form(sitting: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, formAnswer, `/sittings/${sitting}/form`, { signal });
	}

	blob(sitting: string, hash: string, signal?: AbortSignal) {
		return requestBytes(this.#fetch, `/sittings/${sitting}/blobs/${hash}`, { signal });
	}

	sittings(signal?: AbortSignal) {
		return requestJson(this.#fetch, sittingList, '/sittings', { signal });
	}

	sitting(id: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, sittingDetail, `/sittings/${id}`, { signal });
	}

	results(attempt: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, attemptResults, `/attempts/${attempt}/results`, { signal });
	}

	/** The exported bundle as bytes: a verifier reads what was written, not what was parsed. */
	bundle(attempt: string, signal?: AbortSignal) {
		return requestBytes(this.#fetch, `/attempts/${attempt}/bundle`, { signal });
	}
}
