/**
 * What stands in the fields, and which of it is stored. Entering changes only this, at once; recording follows: a choice immediately, text
 * when the typing pauses.
 */
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Schedule } from '#sync/schedule.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Pocket } from './pocket.ts';
import type { Snapshot } from './session-events.ts';
import { WorkerGoneError } from './session-port.ts';

export type AnswersDeps = {
	/** Resolves when durable; false: there is nobody to record it now, it will be asked for again. */
	record: (item: string, value: ResponseValue) => Promise<{ seq: number }> | false;
	pocket: Pocket;
	schedule: Schedule;
	/** It is durable under this number. */
	saved: (item: string, seq: number) => void;
};

const TYPING_PAUSE_MS = 400;
const TRY_AGAIN_MS = 2_000;

/** What is in several fields at once is typed if any of them may be; a drop-down among them says itself that it was left. */
const isTyped = (value: ResponseValue): boolean => 'text' in value || value.type === 'gap_text';

export class Answers {
	readonly #values = new SvelteMap<string, ResponseValue>();
	/** Entered and not yet durable. */
	readonly #unsaved = new SvelteMap<string, ResponseValue>();
	/** How to call off what waits for the typing to pause. */
	readonly #typing = new SvelteMap<string, () => void>();
	#newest = $state(-1);
	#session: string | null = null;
	readonly #deps: AnswersDeps;

	constructor(deps: AnswersDeps) {
		this.#deps = deps;
	}

	/** Sequence number of the newest response that is stored. */
	get newest(): number {
		return this.#newest;
	}

	get saving(): boolean {
		return this.#unsaved.size > 0;
	}

	of(item: string): ResponseValue | undefined {
		return this.#values.get(item);
	}

	/** What the log says; what was entered and not stored, before a reload or while a worker was replaced, stands above it. */
	take(snapshot: Snapshot): void {
		const { pocket } = this.#deps;
		const kept = this.#session === null ? pocket.take(snapshot) : [...this.#unsaved];
		this.#session = snapshot.session;
		this.#newest = snapshot.newestResponse;
		for (const [item, value] of [...snapshot.responses, ...kept]) this.#values.set(item, value);
		for (const [item, value] of kept) {
			this.#unsaved.set(item, value);
			this.#seal(item);
		}
		if (kept.length === 0) pocket.empty();
	}

	enter(item: string, value: ResponseValue): void {
		this.#values.set(item, value);
		this.#unsaved.set(item, value);
		this.#typing.get(item)?.();
		if (!isTyped(value)) return this.#seal(item);
		this.#typing.set(
			item,
			this.#deps.schedule(TYPING_PAUSE_MS, () => this.#seal(item))
		);
	}

	/** What still waits for the typing to pause goes now. */
	settle(): void {
		for (const [item, callOff] of [...this.#typing]) {
			callOff();
			this.#seal(item);
		}
	}

	/** The page may not come back: what is not confirmed is put where it needs no answer. */
	putAside(): void {
		if (this.#session === null || this.#unsaved.size === 0) return;
		const values = [...this.#unsaved];
		this.#deps.pocket.put({ session: this.#session, newest: this.#newest, values });
	}

	#seal(item: string): void {
		this.#typing.delete(item);
		const value = this.#unsaved.get(item);
		const recorded = value && this.#deps.record(item, value);
		if (!recorded) return;
		recorded.then(
			({ seq }) => this.#saved(item, value, seq),
			(problem: unknown) => this.#notSaved(item, value, problem)
		);
	}

	#saved(item: string, value: ResponseValue, seq: number): void {
		this.#newest = Math.max(this.#newest, seq);
		this.#deps.saved(item, seq);
		// Something newer was entered meanwhile.
		if (this.#unsaved.get(item) !== value) return;
		this.#unsaved.delete(item);
		if (this.#unsaved.size === 0) this.#deps.pocket.empty();
	}

	#notSaved(item: string, value: ResponseValue, problem: unknown): void {
		// The next worker is given everything that is unsaved.
		if (problem instanceof WorkerGoneError) return;
		console.warn('An answer was not stored yet:', problem);
		this.#deps.schedule(TRY_AGAIN_MS, () => {
			if (this.#unsaved.get(item) === value && !this.#typing.has(item)) this.#seal(item);
		});
	}
}
