/** Entries wait here for company, are sealed in order, stored, and then shown to the network. */
import { fromHex, toHex } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { LogState } from './log-state.ts';
import type { Schedule } from './schedule.ts';
import {
	MAXIMUM_SEGMENT_BYTES,
	MAXIMUM_SEGMENT_ENTRIES,
	SEGMENT_OVERHEAD,
	sealSegment
} from './segment.ts';
import type { Sign } from './segment.ts';

export type Sealed = { index: number; first: number; last: number; head: string; bytes: Bytes };

type Deps = {
	sign: Sign;
	schedule: Schedule;
	/** See StoreQueue.put. */
	store: (sealed: Sealed) => { durable: Promise<void>; tried: Promise<void> };
	/** In order, each after the store was at least tried: a crash must not leave the network knowing more than the device. */
	publish: (sealed: Sealed) => void;
	onSignFailed: (error: unknown) => void;
};

type Pending = { bytes: Bytes; stored: () => void };
type Reached = Pick<LogState, 'session' | 'next' | 'head' | 'segments'>;

const COMPANY_MS = 1_000;

export class SegmentSealer {
	#reached: Reached;
	#pending: Pending[] = [];
	#running = false;
	#sealing: Promise<void> = Promise.resolve();
	#callOff: (() => void) | null = null;
	#published: Promise<void> = Promise.resolve();
	#stored: Promise<unknown> = Promise.resolve();
	readonly #deps: Deps;

	constructor(reached: Reached, deps: Deps) {
		this.#reached = reached;
		this.#deps = deps;
	}

	/** Head after the last sealed entry. */
	get head(): string {
		return this.#reached.head;
	}

	get idle(): boolean {
		return this.#pending.length === 0 && !this.#running;
	}

	/** The log went on elsewhere (adopted from the edge). Only while idle. */
	goOnFrom(reached: Reached): void {
		this.#reached = reached;
	}

	/** Resolves when the entry's segment is durable. */
	add(bytes: Bytes, urgent: boolean): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<undefined>();
		this.#pending.push({ bytes, stored: () => resolve(undefined) });
		if (urgent || this.#pending.length >= MAXIMUM_SEGMENT_ENTRIES) void this.#seal();
		else this.#callOff ??= this.#deps.schedule(COMPANY_MS, () => void this.#seal());
		return promise;
	}

	/** Seals what waits; resolves when all of it is durable. */
	async flush(): Promise<void> {
		await this.#seal();
		await this.#stored;
	}

	/** Seals what waits; resolves when it is shown to the network, whatever the store does. */
	async show(): Promise<void> {
		await this.#seal();
		await this.#published;
	}

	/** One run at a time; whoever asks meanwhile waits for the run that is under way, which takes what came since along. */
	#seal(): Promise<void> {
		this.#callOff?.();
		this.#callOff = null;
		if (!this.#running) {
			this.#running = true;
			this.#sealing = this.#sealAll();
		}
		return this.#sealing;
	}

	async #sealAll(): Promise<void> {
		while (this.#pending.length > 0) {
			const batch = takeBatch(this.#pending);
			try {
				await this.#sealBatch(batch);
			} catch (error) {
				// Nothing is lost: the entries still wait, and the next try seals the same bytes.
				this.#deps.onSignFailed(error);
				this.#callOff ??= this.#deps.schedule(COMPANY_MS, () => void this.#seal());
				break;
			}
		}
		this.#running = false;
	}

	async #sealBatch(batch: readonly Pending[]): Promise<void> {
		const { session, next, head, segments } = this.#reached;
		const { bytes, after } = await sealSegment({
			session,
			first: next,
			before: fromHex(head),
			entries: batch.map((entry) => entry.bytes),
			sign: this.#deps.sign
		});
		this.#pending.splice(0, batch.length);
		const reached = next + batch.length;
		this.#reached = { session, next: reached, head: toHex(after), segments: segments + 1 };
		const sealed = {
			index: segments,
			first: next,
			last: reached - 1,
			head: this.#reached.head,
			bytes
		};
		const { durable, tried } = this.#deps.store(sealed);
		this.#published = this.#published.then(() => tried).then(() => this.#deps.publish(sealed));
		this.#stored = Promise.all([this.#stored, durable]);
		void durable.then(() => {
			for (const entry of batch) entry.stored();
		});
	}
}

function takeBatch(pending: readonly Pending[]): Pending[] {
	let bytes = SEGMENT_OVERHEAD;
	const batch: Pending[] = [];
	for (const entry of pending) {
		bytes += 4 + entry.bytes.length;
		if (batch.length === MAXIMUM_SEGMENT_ENTRIES || bytes > MAXIMUM_SEGMENT_BYTES) break;
		batch.push(entry);
	}
	return batch;
}
