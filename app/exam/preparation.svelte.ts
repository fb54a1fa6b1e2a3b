import type { AttemptSummary } from '#sync/schema/api.ts';
import { inspectAttempt, prepareAttempt, type PrepareDeps, type PreparedState } from './prepare.ts';

/** One exam on the way to "Ready offline", for a page to show. */
export class Preparation {
	#state = $state.raw<PreparedState>({ state: 'missing', done: 0, total: 0, missing: [] });
	#looked = $state(false);
	#running: Promise<void> | null = null;
	readonly summary: AttemptSummary;
	readonly #deps: PrepareDeps;

	constructor(summary: AttemptSummary, deps: PrepareDeps) {
		this.summary = summary;
		this.#deps = deps;
	}

	get state(): PreparedState {
		return this.#state;
	}

	/** False until the device was looked at for the first time. */
	get looked(): boolean {
		return this.#looked;
	}

	/** What is on the device, without a network. */
	async inspect(): Promise<void> {
		this.#show(await inspectAttempt(this.summary.id, this.#deps));
	}

	/** Fetches what is missing; a second call while one runs waits for that one. */
	run(signal?: AbortSignal): Promise<void> {
		this.#running ??= this.#run(signal).finally(() => (this.#running = null));
		return this.#running;
	}

	async #run(signal?: AbortSignal): Promise<void> {
		const onState = (state: PreparedState) => this.#show(state);
		const options = signal ? { onState, signal } : { onState };
		this.#show(await prepareAttempt(this.summary, this.#deps, options));
	}

	#show(state: PreparedState): void {
		this.#state = state;
		this.#looked = true;
	}
}
