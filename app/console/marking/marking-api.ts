import type * as z from 'zod';
import {
	answerPage,
	markOutcomes,
	markingOverview,
	markingSittings,
	type answersQuery,
	type closeMarking,
	type markingAssignments,
	type MarkSave,
	type markingSettingsChange
} from '#sync/schema/marking.ts';
import { queryText } from '#app/api/query-text.ts';
import { requestJson, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

export type AnswersQuery = z.input<typeof answersQuery>;

const at = (sitting: string, rest = '') => `/marking/sittings/${sitting}${rest}`;

/** Marking by hand, one method an operation. Every answer is parsed; every failure is an ApiError. */
export class MarkingApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	async sittings() {
		return (await requestJson(this.#fetch, markingSittings, '/marking/sittings')).sittings;
	}

	overview(sitting: string) {
		return requestJson(this.#fetch, markingOverview, at(sitting));
	}

	changeSettings(sitting: string, body: z.infer<typeof markingSettingsChange>) {
		return this.#send('PUT', markingOverview, at(sitting, '/settings'), body);
	}

	assign(sitting: string, body: z.infer<typeof markingAssignments>) {
		return this.#send('PUT', markingOverview, at(sitting, '/assignments'), body);
	}

	close(sitting: string, body: z.infer<typeof closeMarking>) {
		return this.#send('POST', markingOverview, at(sitting, '/close'), body);
	}

	reopen(sitting: string, because: string) {
		return this.#send('POST', markingOverview, at(sitting, '/reopen'), { because });
	}

	answers(sitting: string, query: AnswersQuery, signal?: AbortSignal) {
		const path = at(sitting, `/answers${queryText({ ...query, limit: query.limit as number })}`);
		return requestJson(this.#fetch, answerPage, path, { signal });
	}

	async saveMarks(sitting: string, saves: MarkSave[]) {
		const answer = await this.#send('POST', markOutcomes, at(sitting, '/marks'), { saves });
		return answer.outcomes;
	}

	#send<Schema extends z.ZodType>(
		method: 'PUT' | 'POST',
		schema: Schema,
		path: string,
		body: unknown
	) {
		return requestJson(this.#fetch, schema, path, { method, body });
	}
}

/** Where a marker's browser finds a picture of the form. */
export const formMediaPath = (sitting: string, hash: string): string =>
	`/api/v1/marking/sittings/${sitting}/media/${hash}`;

/** Where it finds a file that was handed in. */
export const filePath = (sitting: string, script: string, hash: string): string =>
	`/api/v1/marking/sittings/${sitting}/files/${hash}?script=${script}`;
