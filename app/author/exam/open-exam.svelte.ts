/** An exam with its draft and the line to it: opened, ended by the edge, opened again with another right. */
import { ApiError } from '#app/api/api-error.ts';
import type { RefusedBecause } from '#app/device/draft-changes.ts';
import { canonicalText } from '#sync/canonical.ts';
import type { Draft } from '#sync/schema/draft.ts';
import * as Y from 'yjs';
import type { DraftAnswer, ExamApi, ExamSummary, Published } from '../exam-api.ts';
import { LiveDraft } from './draft.svelte.ts';
import { DraftLine } from './line.svelte.ts';
import { OwnChanges, type Aside, type ChangesStore } from './own-changes.svelte.ts';

export interface Desk {
	draft: LiveDraft;
	line: DraftLine;
	changes: OwnChanges;
	/** Something written at another visit came along. */
	merged: boolean;
}

interface Who {
	/** As others see it. */
	name: string;
	/** Where this person's changes of this exam are kept on the device. */
	store: () => ChangesStore;
}

export class OpenExam {
	readonly #api: ExamApi;
	readonly #id: string;
	readonly #who: Who;
	#desk: Desk | null = $state.raw(null);
	#answer: DraftAnswer | null = $state.raw(null);
	/** What was published while it is open. */
	made: { form: Published; at: number } | null = $state.raw(null);
	/** The draft that the newest form is made of, as canonical text, as far as the edge said; null: not known, or another. */
	frozen: string | null = $state.raw(null);
	/** The draft that was compared with it last, as canonical text. */
	compared: string | null = $state.raw(null);
	/** The version that was brought back from this page last. */
	broughtBack: number | null = $state.raw(null);
	#summary: ExamSummary | null = $state.raw(null);
	#error: unknown = $state.raw(null);
	#ended = $state(false);
	#aside: Aside | null = $state.raw(null);
	#left = false;
	#refusedOnce = false;
	#lastRefusal = -Infinity;

	constructor(api: ExamApi, id: string, who: Who) {
		this.#api = api;
		this.#id = id;
		this.#who = who;
	}

	/** null: not known yet. */
	get desk(): Desk | null {
		return this.#desk;
	}

	get error(): unknown {
		return this.#error;
	}

	/** What one may do here was changed while one was here. */
	get ended(): boolean {
		return this.#ended;
	}

	/** What the room would not take, until it is dropped. */
	get aside(): Aside | null {
		return this.#aside;
	}

	get mayEdit(): boolean {
		return this.#answer?.mayEdit ?? false;
	}

	get mine(): boolean {
		return this.#summary?.mine ?? false;
	}

	get publishedAt(): number | null {
		return this.#summary?.publishedAt ?? null;
	}

	get versions() {
		return this.#answer?.versions ?? [];
	}

	/** Something is in this tab alone. */
	get unsent(): boolean {
		if (this.#aside && !this.#aside.kept) return true;
		return this.#desk !== null && !this.#desk.line.saved && !this.#desk.changes.safe;
	}

	async load(): Promise<void> {
		this.#error = null;
		try {
			await this.look();
			if (this.#left) return;
			this.#close();
			await this.#open(this.mayEdit);
		} catch (error) {
			this.#error = error;
		}
	}

	/** Asks again what the edge knows about it, and leaves the draft alone. */
	async look(): Promise<void> {
		const [answer, exams] = await Promise.all([this.#api.draft(this.#id), this.#api.list()]);
		this.#answer = answer;
		this.#summary = exams.find(({ id }) => id === this.#id) ?? null;
	}

	/** Throws where the edge may lack what was written last: it must not be frozen without it. */
	async settle(): Promise<void> {
		if (await this.#desk?.line.settled()) return;
		throw new ApiError('unreachable', 'The draft is not with the edge.');
	}

	/** What publishing would say now; `draft`: as it is once the edge has all of it. */
	async check(draft: () => Draft) {
		await this.settle();
		const asked = canonicalText(draft());
		const answer = await this.#api.check(this.#id);
		if (answer.changed === false) this.frozen = asked;
		else if (this.frozen === asked) this.frozen = null;
		this.compared = asked;
		return answer;
	}

	/** Freezes what the edge has, which is all of it. */
	async publish(draft: () => Draft): Promise<void> {
		await this.settle();
		const frozen = canonicalText(draft());
		this.made = { form: await this.#api.publish(this.#id), at: Date.now() };
		this.frozen = frozen;
		this.compared = frozen;
	}

	async dropAside(): Promise<void> {
		await this.#desk?.changes.dropAside();
		this.#aside = null;
	}

	leave(): void {
		this.#left = true;
		this.#close();
	}

	async #open(mayEdit: boolean): Promise<void> {
		const changes = new OwnChanges(this.#who.store());
		// What was refused would be again: it stays on the device, for another visit.
		let found = mayEdit && !this.#refusedOnce ? await changes.found() : [];
		this.#aside = (await changes.aside()) ?? this.#aside;
		if (this.#left) return changes.close();
		let doc = new Y.Doc();
		try {
			for (const update of found) Y.applyUpdate(doc, update, changes);
		} catch (problem) {
			console.warn('What was kept here of the draft cannot be read:', problem);
			this.#aside = await changes.setAside('malformed');
			[found, doc] = [[], new Y.Doc()];
		}
		const draft = new LiveDraft(
			doc,
			mayEdit,
			(run) => void setTimeout(run, READ_AGAIN_MS),
			this.#who.name
		);
		const leftOver = found.length > 0;
		const line = new DraftLine(
			{ exam: this.#id, doc, name: this.#who.name, leftOver },
			{
				refused: (code) => void this.#refused(code),
				failed: () => void this.#failed(),
				written: (update, number) => void changes.add(number, update),
				confirmed: (number) => void changes.confirmed(number)
			}
		);
		this.#desk = { draft, line, changes, merged: leftOver };
	}

	async #refused(code: number): Promise<void> {
		const because = CONTENT[code];
		if (because) return this.#notTaken(because);
		this.#ended = true;
		this.#refusedOnce = true;
		// What this document holds may be what was refused: it must not be offered again.
		this.#close();
		await this.load();
	}

	/** One may write here, but not this. */
	async #notTaken(because: RefusedBecause): Promise<void> {
		const desk = this.#desk;
		// The document goes first: what is typed meanwhile would stand on what was refused.
		desk?.line.end();
		this.#desk = null;
		this.#aside = (await desk?.changes.setAside(because)) ?? null;
		desk?.draft.destroy();
		desk?.changes.close();
		const again = Date.now() - this.#lastRefusal < AGAIN_MS;
		this.#lastRefusal = Date.now();
		// What is opened now holds nothing of it: refused again, it would go on for ever.
		if (again) this.#error = new ApiError('unreadable', `The draft was refused again: ${because}.`);
		else await this.load();
	}

	async #failed(): Promise<void> {
		try {
			await this.look();
		} catch (error) {
			// Without a network the work goes on; without the right to look it does not.
			if (!(error instanceof ApiError) || error.code !== 'not_found') return;
			this.#ended = true;
			this.#close();
			this.#error = error;
		}
	}

	#close(): void {
		this.#desk?.line.end();
		this.#desk?.draft.destroy();
		this.#desk?.changes.close();
		this.#desk = null;
	}
}

/** Of the sockets of a draft's room. */
const CONTENT: Record<number, RefusedBecause | undefined> = {
	4400: 'malformed',
	4413: 'too_large'
};
const AGAIN_MS = 3_000;
/** As often as a screen can be read while somebody types. */
const READ_AGAIN_MS = 40;
