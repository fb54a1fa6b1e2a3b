/**
 * The log's way into the store. It remembers every record it was given (the bytes are in the document anyway), so that a store which was
 * closed, or emptied under us, is opened again and filled up before the next record goes in: a log must never have a hole.
 */
import type { LogStore } from '#sync/session-log.ts';
import type { DeviceStore, StoredRecord } from '../device/device-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Store = Pick<
	DeviceStore,
	'append' | 'appendControl' | 'reopen' | 'refill' | 'counts' | 'losses'
>;

export class LogKeeper implements LogStore {
	readonly #segments = new Map<number, Bytes>();
	readonly #control = new Map<number, Bytes>();
	readonly #store: Store;
	readonly #putRows: () => Promise<void>;
	#failed = false;
	#losses: number;

	/** `putRows`: what else belongs to the session, for a store that was emptied. */
	constructor(store: Store, putRows: () => Promise<void>) {
		this.#store = store;
		this.#losses = store.losses;
		this.#putRows = putRows;
	}

	/** What is in the store already. */
	has(where: 'log' | 'control', records: readonly StoredRecord[]): void {
		const into = where === 'log' ? this.#segments : this.#control;
		for (const { place, bytes } of records) if (bytes) into.set(place, bytes);
	}

	append(session: string, first: number, bytes: Bytes): Promise<void> {
		return this.#write(session, async () => {
			await this.#store.append(session, first, bytes);
			this.#segments.set(first, bytes);
		});
	}

	appendControl(session: string, index: number, bytes: Bytes): Promise<void> {
		return this.#write(session, async () => {
			await this.#store.appendControl(session, index, bytes);
			this.#control.set(index, bytes);
		});
	}

	async #write(session: string, write: () => Promise<void>): Promise<void> {
		try {
			// A connection that was taken away comes back by itself, over whatever is left.
			if (this.#failed || this.#store.losses !== this.#losses) await this.#mend(session);
			await write();
			this.#failed = false;
		} catch (error) {
			this.#failed = true;
			throw error;
		}
	}

	async #mend(session: string): Promise<void> {
		const { losses } = this.#store;
		await this.#store.reopen();
		const there = await this.#store.counts(session);
		if (there.segments < this.#segments.size || there.control < this.#control.size) {
			await this.#putRows();
			await this.#store.refill(session, this.#segments, this.#control);
		}
		this.#losses = losses;
	}
}
