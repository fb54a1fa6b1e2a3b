/** The sittings of this person. A failed refresh leaves what is shown. */
import type { ListedSitting } from '#sync/schema/api.ts';

export type SittingsWorld = {
	load(): Promise<{ sittings: ListedSitting[]; now: number }>;
	/** Milliseconds on a clock that does not jump. */
	now(): number;
};

export class Sittings {
	readonly #world: SittingsWorld;
	#edgeAhead = 0;
	#list: readonly ListedSitting[] | null = $state.raw(null);
	#error: Error | null = $state.raw(null);
	#now = $state(0);

	constructor(world: SittingsWorld) {
		this.#world = world;
	}

	/** null: not known yet. */
	get list(): readonly ListedSitting[] | null {
		return this.#list;
	}
	get error(): Error | null {
		return this.#error;
	}
	/** Edge time. */
	get now(): number {
		return this.#now;
	}

	async load(): Promise<void> {
		try {
			const { sittings, now } = await this.#world.load();
			this.#edgeAhead = now - this.#world.now();
			this.#list = sittings;
			this.#error = null;
		} catch (error) {
			this.#error = error instanceof Error ? error : new Error(String(error));
		}
		this.tick();
	}

	tick(): void {
		this.#now = this.#world.now() + this.#edgeAhead;
	}
}
