/**
 * The log's way into the store. It remembers every record it was given (the bytes are in the document anyway), so that a store which was
 * closed, or emptied under us, is opened again and filled up before the next record goes in: a log must never have a hole.
 */
import type { LogStore } from '#sync/session-log.ts';
import type { DeviceStore, StoredRecord } from '../device/device-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Store = Pick<DeviceStore, 'append' | 'appendControl' | 'reopen' | 'counts'>;

export class LogKeeper implements LogStore {
	readonly #segments = new Map<number, Bytes>();
	readonly #control = new Map<number, Bytes>();
	readonly #store: Store;
	readonly #putRows: () => Promise<void>;
	#failed = false;

	/** `putRows`: what else belongs to the session, for a store that was emptied. */
	constructor(store: Store, putRows: () => Promise<void>) {
		this.#store = store;
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
			if (this.#failed) await this.#mend(session);
			await write();
			this.#failed = false;
		} catch (error) {
			this.#failed = true;
			throw error;
		}
	}

	async #mend(session: string): Promise<void> {
		await this.#store.reopen();
		const there = await this.#store.counts(session);
		if (there.segments >= this.#segments.size && there.control >= this.#control.size) return;
		await this.#putRows();
		for (const [first, bytes] of this.#segments) await this.#store.append(session, first, bytes);
		for (const [index, bytes] of this.#control)
			await this.#store.appendControl(session, index, bytes);
	}
}
