import type * as z from 'zod';
import { ownAttempt } from '#sync/schema/dashboards.ts';
import {
	ownRemarkRequest,
	ownResults,
	releasedResults,
	type newRemarkRequest
} from '#sync/schema/release.ts';
import { requestJson, type Fetch } from '#app/api/request.ts';
import { stayingSignedIn } from '#app/api/stay-signed-in.ts';

export type OwnResult = z.infer<typeof ownResults>['results'][number];
export type OwnRequest = z.infer<typeof ownRemarkRequest>;

/** What a student asks about results. */
export class StudentResultsApi {
	readonly #fetch: Fetch;

	constructor(fetch: Fetch = stayingSignedIn((url, init) => globalThis.fetch(url, init))) {
		this.#fetch = fetch;
	}

	/** Of all exams, the newest first. */
	async all(): Promise<OwnResult[]> {
		return (await requestJson(this.#fetch, ownResults, '/student/results')).results;
	}

	of(attempt: string) {
		return requestJson(this.#fetch, releasedResults, `/student/attempts/${attempt}/results`);
	}

	/** Why one's own work waits for a person, or what was decided. */
	async held(attempt: string) {
		return (await requestJson(this.#fetch, ownAttempt, `/student/attempts/${attempt}`)).held;
	}

	ask(attempt: string, body: z.infer<typeof newRemarkRequest>) {
		const path = `/student/attempts/${attempt}/requests`;
		return requestJson(this.#fetch, ownRemarkRequest, path, { method: 'POST', body });
	}

	withdraw(request: string) {
		const path = `/student/requests/${request}/withdraw`;
		return requestJson(this.#fetch, ownRemarkRequest, path, { method: 'POST', body: {} });
	}
}

export const ownMediaPath = (attempt: string, hash: string): string =>
	`/api/v1/student/attempts/${attempt}/media/${hash}`;
export const ownFilePath = (attempt: string, hash: string): string =>
	`/api/v1/attempts/${attempt}/files/${hash}`;
