import { ApiError, type ApiErrorCode } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import type { KeptList, ListStore } from './kept-list.ts';

interface World {
	person: string;
	api: Pick<Api, 'attempts'>;
	kept: ListStore;
	now: () => number;
}

/** The student's exams: at once as they were last known, then as the edge says. */
export class ExamList {
	#attempts: AttemptSummary[] | null = $state.raw(null);
	#asOf: number | null = $state.raw(null);
	#offset = $state.raw(0);
	#problem: ApiErrorCode | null = $state.raw(null);
	#loading = $state.raw(false);
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
		const kept = world.kept.load(world.person);
		if (kept) this.#show(kept);
	}

	/** null: never known on this device. */
	get attempts() {
		return this.#attempts;
	}

	/** Device time at which the edge gave the list. */
	get asOf() {
		return this.#asOf;
	}

	/** Why the last refresh failed. */
	get problem() {
		return this.#problem;
	}

	get loading() {
		return this.#loading;
	}

	/** The edge's clock as well as this device can tell. */
	edgeTime(wall: number): number {
		return wall + this.#offset;
	}

	async refresh(): Promise<void> {
		const { api, kept, person, now } = this.#world;
		this.#loading = true;
		try {
			const answer = await api.attempts();
			const wall = now();
			kept.save(person, answer.attempts, answer.now, wall);
			this.#show({ attempts: answer.attempts, now: answer.now, wall });
			this.#problem = null;
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			this.#problem = error.code;
		} finally {
			this.#loading = false;
		}
	}

	#show(list: Pick<KeptList, 'attempts' | 'now' | 'wall'>): void {
		this.#attempts = list.attempts;
		this.#asOf = list.wall;
		this.#offset = list.now - list.wall;
	}
}
