import { ApiError, type ApiErrorCode } from '#app/api/api-error.ts';
import type { ReleasedResults } from '#sync/schema/release.ts';
import type { Kept, ResultsStore } from './kept-results.ts';
import type { OwnRequest, StudentResultsApi } from './student-results-api.ts';

interface World {
	person: string;
	attempt: string;
	api: Pick<StudentResultsApi, 'of'>;
	kept: ResultsStore;
	now: () => number;
}

/** Results of one attempt: at once as they were seen last, then as the edge says. */
export class OpenResults {
	readonly #world: World;
	#shown: Kept<ReleasedResults> | null = $state.raw(null);
	#problem: ApiErrorCode | null = $state.raw(null);
	#from: number | null = $state.raw(null);
	#loading = $state(false);

	constructor(world: World) {
		this.#world = world;
		this.#shown = world.kept.one(world.person, world.attempt);
	}

	get results(): ReleasedResults | null {
		return this.#shown?.value ?? null;
	}

	/** Device time at which they came. */
	get asOf(): number | null {
		return this.#shown?.wall ?? null;
	}

	/** Why the last asking failed. */
	get problem(): ApiErrorCode | null {
		return this.#problem;
	}

	/** Where they are still to come: when, if that is set. */
	get from(): number | null {
		return this.#from;
	}

	get loading(): boolean {
		return this.#loading;
	}

	async refresh(): Promise<void> {
		const { api, kept, person, attempt, now } = this.#world;
		this.#loading = true;
		try {
			const value = await api.of(attempt);
			this.#shown = { value, wall: now() };
			kept.saveOne(person, value, now());
			this.#problem = null;
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			this.#problem = error.code;
			// Hidden again, or not for this person: then a copy is not to be shown either.
			if (error.code === 'not_open_yet' || error.code === 'not_found') {
				kept.dropOne(attempt);
				this.#shown = null;
				const { from } = error.evidence;
				this.#from = typeof from === 'number' ? from : null;
			}
		} finally {
			this.#loading = false;
		}
	}

	/** A request was made or withdrawn. */
	hear(request: OwnRequest): void {
		const { kept, person, now } = this.#world;
		if (!this.#shown) return;
		const others = this.#shown.value.requests.filter(({ id }) => id !== request.id);
		const value = { ...this.#shown.value, requests: [...others, request] };
		this.#shown = { ...this.#shown, value };
		kept.saveOne(person, value, now());
	}
}
