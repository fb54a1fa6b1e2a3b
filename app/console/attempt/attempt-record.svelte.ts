/**
 * One attempt as the console holds it: the bytes as the edge served them, what was read in them, and whether they are
 * proven. While the student goes on it is fetched again, never faster than it can be read and shown.
 */
import type { AttemptResults } from '#sync/schema/api.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { AttemptReading } from './read-bundle.ts';
import type { Proof } from './record-reader.ts';

export type RecordWorld = {
	bundle(): Promise<Uint8Array<ArrayBuffer>>;
	/** null: not for this person, or not there yet. */
	results(): Promise<AttemptResults | null>;
	/** As published; null: could not be had. */
	keys(): Promise<readonly EdgeKey[] | null>;
	read(bytes: Uint8Array<ArrayBuffer>): Promise<AttemptReading | null>;
	prove(trusted: readonly EdgeKey[] | null): Promise<Proof>;
	now(): number;
	/** Runs once after `ms`; the answer cancels. */
	after(ms: number, run: () => void): () => void;
};

/** Between two fetches at least this, and at least REST_SHARE times as long as the last one took. */
const SHORTEST_REST_MS = 700;
const REST_SHARE = 3;

export type RecordState =
	| { kind: 'loading' }
	| { kind: 'failed'; error: unknown }
	/** The bytes are there but are no bundle. */
	| { kind: 'unreadable' }
	| { kind: 'ready'; reading: AttemptReading };

export class AttemptRecord {
	readonly #world: RecordWorld;
	#state: RecordState = $state.raw({ kind: 'loading' });
	#proof: Proof | null = $state.raw(null);
	#results: AttemptResults | null = $state.raw(null);
	#bytes: Blob | null = null;
	#keys: readonly EdgeKey[] | null = null;
	#busy = false;
	#wanted = false;
	#restUntil = 0;
	#cancel: () => void = () => undefined;
	#closed = false;

	constructor(world: RecordWorld) {
		this.#world = world;
	}

	get state(): RecordState {
		return this.#state;
	}
	get reading(): AttemptReading | null {
		return this.#state.kind === 'ready' ? this.#state.reading : null;
	}
	/** Of the reading shown, or of the one before it until the new one is proven. */
	get proof(): Proof | null {
		return this.#proof;
	}
	get results(): AttemptResults | null {
		return this.#results;
	}
	/** The file, byte for byte as served. */
	get bytes(): Blob | null {
		return this.#bytes;
	}

	/** Something may have changed. Asked for often, done when the last time is over and rested. */
	refresh(): void {
		if (this.#closed) return;
		this.#wanted = true;
		this.#cancel();
		if (this.#busy) return;
		const wait = this.#restUntil - this.#world.now();
		if (wait > 0) this.#cancel = this.#world.after(wait, () => void this.#run());
		else void this.#run();
	}

	close(): void {
		this.#closed = true;
		this.#cancel();
	}

	async #run(): Promise<void> {
		if (this.#busy || this.#closed) return;
		this.#busy = true;
		this.#wanted = false;
		const began = this.#world.now();
		try {
			await this.#fetch();
		} catch (error) {
			// What is shown stays: an older record is better than none.
			if (this.#state.kind === 'loading' || this.#state.kind === 'failed')
				this.#state = { kind: 'failed', error };
		}
		this.#busy = false;
		const now = this.#world.now();
		this.#restUntil = now + Math.max(SHORTEST_REST_MS, (now - began) * REST_SHARE);
		if (this.#wanted) this.refresh();
	}

	async #fetch(): Promise<void> {
		const [bytes, results] = await Promise.all([
			this.#world.bundle(),
			this.#world.results().catch(() => this.#results)
		]);
		const blob = new Blob([bytes], { type: 'application/json' });
		const reading = await this.#world.read(bytes);
		if (this.#closed) return;
		this.#bytes = blob;
		this.#results = results;
		this.#state = reading ? { kind: 'ready', reading } : { kind: 'unreadable' };
		this.#keys ??= await this.#world.keys().catch(() => null);
		this.#proof = await this.#world.prove(this.#keys);
	}
}
