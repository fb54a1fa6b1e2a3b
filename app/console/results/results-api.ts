import type * as z from 'zod';
import {
	formKeys,
	keyApplied,
	keyPreview,
	type keyApply,
	type keyChange
} from '#sync/schema/form-keys.ts';
import {
	releaseState,
	remarkRequest,
	remarkRequests,
	type remarkAnswer,
	type releaseChange
} from '#sync/schema/release.ts';
import {
	attemptMarks,
	examMarks,
	itemMark,
	sittingResults,
	type resultOverride
} from '#sync/schema/results.ts';
import { requestBytes, requestJson, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

export type FormKeys = z.infer<typeof formKeys>;
export type RemarkRequest = z.infer<typeof remarkRequest>;
export type AttemptMarks = z.infer<typeof attemptMarks>;
export type ExamMarks = z.infer<typeof examMarks>;

/** A whole form is marked anew before it answers. */
const LONG_MS = 120_000;
const at = (sitting: string, rest: string) => `/marking/sittings/${sitting}${rest}`;

/** Results of a sitting, their release, and keys after publishing, one method an operation. */
export class ResultsApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	results(sitting: string) {
		return requestJson(this.#fetch, sittingResults, at(sitting, '/results'));
	}

	exported(sitting: string, as: 'csv' | 'xlsx') {
		return requestBytes(this.#fetch, at(sitting, `/results/export?as=${as}`), {
			patienceMs: LONG_MS
		});
	}

	release(sitting: string) {
		return requestJson(this.#fetch, releaseState, at(sitting, '/release'));
	}

	changeRelease(sitting: string, body: z.infer<typeof releaseChange>) {
		return this.#send('PUT', releaseState, at(sitting, '/release'), body);
	}

	requests(sitting: string) {
		return requestJson(this.#fetch, remarkRequests, at(sitting, '/requests'));
	}

	answerRequest(request: string, body: z.infer<typeof remarkAnswer>) {
		return this.#send('POST', remarkRequest, `/marking/requests/${request}/answer`, body);
	}

	attempt(attempt: string) {
		return requestJson(this.#fetch, attemptMarks, `/attempts/${attempt}/marks`);
	}

	override(attempt: string, item: string, body: z.infer<typeof resultOverride>) {
		return this.#send('PUT', itemMark, `/attempts/${attempt}/results/${item}`, body);
	}

	keys(form: string) {
		return requestJson(this.#fetch, formKeys, `/teacher/forms/${form}/keys`);
	}

	previewKeys(form: string, body: z.infer<typeof keyChange>) {
		return this.#send('POST', keyPreview, `/teacher/forms/${form}/keys/preview`, body);
	}

	applyKeys(form: string, body: z.infer<typeof keyApply>) {
		return this.#send('POST', keyApplied, `/teacher/forms/${form}/keys/apply`, body);
	}

	examMarks(exam: string) {
		return requestJson(this.#fetch, examMarks, `/teacher/exams/${exam}/marks`);
	}

	#send<Schema extends z.ZodType>(
		method: 'PUT' | 'POST',
		schema: Schema,
		path: string,
		body: unknown
	) {
		return requestJson(this.#fetch, schema, path, { method, body, patienceMs: LONG_MS });
	}
}
