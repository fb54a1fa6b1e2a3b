/** One's own changes of a draft on this device, until the room has them. A device that keeps nothing says so. */
import type { DraftChanges, Kept, RefusedBecause } from '#app/device/draft-changes.ts';

export type ChangesStore = Pick<
	DraftChanges,
	'kept' | 'add' | 'drop' | 'setAside' | 'aside' | 'dropAside' | 'close'
>;
type Updates = Uint8Array<ArrayBuffer>[];

/** What the room would not take. */
export interface Aside {
	because: RefusedBecause;
	/** Empty: nothing of one's own was under way. */
	updates: Updates;
	/** It is on this device; false: in this tab alone. */
	kept: boolean;
}

export class OwnChanges {
	readonly #store: ChangesStore;
	#safe = $state(true);
	#found: Kept = { ids: [], updates: [] };
	/** Not confirmed, by number. */
	#own: { number: number; update: Uint8Array<ArrayBuffer> }[] = [];
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
	async found(): Promise<Updates> {
		await this.#do(async () => (this.#found = await this.#store.kept()));
		return this.#found.updates;
	}

	add(number: number, update: Uint8Array<ArrayBuffer>): Promise<void> {
		this.#own.push({ number, update });
		return this.#do(() => this.#store.add(number, update));
	}

	confirmed(number: number): Promise<void> {
		const { ids } = this.#found;
		this.#found = { ids: [], updates: [] };
		this.#own = this.#own.filter((one) => one.number > number);
		return this.#do(() => this.#store.drop(number, ids));
	}

	/** What the room has not confirmed is offered no more, and stays until somebody drops it. */
	async setAside(because: RefusedBecause): Promise<Aside> {
		const { ids, updates } = this.#found;
		const all = [...updates, ...this.#own.map(({ update }) => update)];
		await this.#do(() => this.#store.setAside(ids, because));
		return { because, updates: all, kept: this.#safe };
	}

	/** What was set aside, also at another visit; null: nothing that this device knows of. */
	async aside(): Promise<Aside | null> {
		let aside: Aside | null = null;
		await this.#do(async () => {
			const kept = await this.#store.aside();
			aside = kept && { ...kept, kept: true };
		});
		return aside;
	}

	dropAside(): Promise<void> {
		return this.#do(() => this.#store.dropAside());
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
