import type * as z from 'zod';
import { examShares, type examPermission, type shareRequest } from '#sync/schema/dashboards.ts';
import {
	createdExam,
	createdSitting,
	draftAnswer,
	draftCheck,
	examList,
	published,
	savedVersion,
	type draftVersion,
	type draftWarning,
	type examSummary,
	type newExam,
	type newSitting
} from '#sync/schema/teaching.ts';
import type { examExport } from '#sync/schema/question-export.ts';
import { requestJson, requestNothing, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

export type ExamSummary = z.infer<typeof examSummary>;
export type DraftAnswer = z.infer<typeof draftAnswer>;
export type DraftVersion = z.infer<typeof draftVersion>;
export type Warning = z.infer<typeof draftWarning>;
export type Published = z.infer<typeof published>;
export type NewSitting = z.infer<typeof newSitting>;
export type CreatedSitting = z.infer<typeof createdSitting>;
export type Share = z.infer<typeof examShares>['shares'][number];
export type ExamPermission = z.infer<typeof examPermission>;

/** Items, pictures and all are sealed for the sitting before it answers. */
const LONG_MS = 120_000;
const at = (exam: string, rest = '') => `/teacher/exams/${encodeURIComponent(exam)}${rest}`;

/** The operations under /teacher/exams, one method each. Every answer is parsed; every failure is an ApiError. */
export class ExamApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	async list(): Promise<ExamSummary[]> {
		return (await requestJson(this.#fetch, examList, '/teacher/exams')).exams;
	}

	create(body: z.infer<typeof newExam>) {
		return this.#post(createdExam, '/teacher/exams', body);
	}

	draft(exam: string) {
		return requestJson(this.#fetch, draftAnswer, at(exam, '/draft'));
	}

	saveVersion(exam: string, name: string) {
		return this.#post(savedVersion, at(exam, '/versions'), { name });
	}

	/** `name`: of what is there now, which is kept. */
	restore(exam: string, version: number, name: string) {
		return this.#post(savedVersion, at(exam, `/versions/${version}/restore`), { name });
	}

	check(exam: string): Promise<z.infer<typeof draftCheck>> {
		return requestJson(this.#fetch, draftCheck, at(exam, '/check'));
	}

	/** Kept in the audit log; before a file or a print is made. */
	exported(exam: string, body: z.infer<typeof examExport>) {
		return requestNothing(this.#fetch, at(exam, '/exports'), { method: 'POST', body });
	}

	publish(exam: string) {
		return this.#post(published, at(exam, '/publish'), {});
	}

	schedule(exam: string, body: NewSitting) {
		const request = { method: 'POST' as const, body, patienceMs: LONG_MS };
		return requestJson(this.#fetch, createdSitting, at(exam, '/sittings'), request);
	}

	async shares(exam: string): Promise<Share[]> {
		return (await requestJson(this.#fetch, examShares, at(exam, '/permissions'))).shares;
	}

	async share(exam: string, body: z.infer<typeof shareRequest>): Promise<Share[]> {
		const request = { method: 'PUT' as const, body };
		return (await requestJson(this.#fetch, examShares, at(exam, '/permissions'), request)).shares;
	}

	#post<Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) {
		return requestJson(this.#fetch, schema, path, { method: 'POST', body });
	}
}
