/** One's own changes of a draft on this device, until the room has them. A device that keeps nothing says so. */
import type { DraftChanges, Kept } from '#app/device/draft-changes.ts';

export type ChangesStore = Pick<DraftChanges, 'kept' | 'add' | 'drop' | 'close'>;

export class OwnChanges {
	readonly #store: ChangesStore;
	#safe = $state(true);
	#found: Kept = { ids: [], updates: [] };
	/** One write after the other: a change is there before it is thrown away. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(store: ChangesStore) {
		this.#store = store;
	}

	/** What is written is on this device; false: it is in this tab alone. */
	get safe(): boolean {
		return this.#safe;
	}

	/** Written at another visit, and not confirmed then. */
	async found(): Promise<Uint8Array<ArrayBuffer>[]> {
		await this.#do(async () => (this.#found = await this.#store.kept()));
		return this.#found.updates;
	}

	add(number: number, update: Uint8Array<ArrayBuffer>): Promise<void> {
		return this.#do(() => this.#store.add(number, update));
	}

	confirmed(number: number): Promise<void> {
		const { ids } = this.#found;
		this.#found = { ids: [], updates: [] };
		return this.#do(() => this.#store.drop(number, ids));
	}

	close(): void {
		void this.#do(async () => this.#store.close());
	}

	#do(work: () => Promise<unknown>): Promise<void> {
		const done = this.#last.then(work).then(
			() => undefined,
			() => {
				this.#safe = false;
			}
		);
		this.#last = done;
		return done;
	}
}
