/** The proof that a receipt stands in the public log: asked for until the edge has one, a few seconds after the receipt, and then kept. */
import type { Schedule } from '#sync/schedule.ts';
import { readProof } from '#sync/transparency/log-proof.ts';

export interface LogProofWorld {
	/** null: not in the log yet. Rejects when the edge cannot be reached. */
	ask(): Promise<string | null>;
	/** On the device, so that it is there without a network too. */
	keep(proof: string): Promise<void>;
	schedule: Schedule;
}

const AGAIN_MS = 4_000;
/** It comes within ten seconds; afterwards a log that is away is asked less often. */
const EAGER_TRIES = 8;
const PATIENT_MS = 60_000;
/** About half an hour; when the page is opened again it begins anew. */
const MOST_TRIES = 38;

/** `later`: a later entry of the session is logged, which takes the receipt's place for good. `unseen`: nobody asks any more. */
export type LogProofState = 'waiting' | 'proven' | 'later' | 'unseen';

export class LogProofWatch {
	readonly #world: LogProofWorld;
	readonly #seq: number;
	#proof = $state.raw<string | null>(null);
	#over = $state.raw<'later' | 'unseen' | null>(null);
	#cancel: () => void = () => undefined;
	#tries = 0;
	#closed = false;

	/** `seq`: of the receipt. `kept`: from the device. */
	constructor(world: LogProofWorld, { seq, kept }: { seq: number; kept: string | null }) {
		this.#world = world;
		this.#seq = seq;
		if (kept !== null && this.#isOfReceipt(kept)) this.#proof = kept;
		else void this.#ask();
	}

	/** null: there is none yet. */
	get proof(): string | null {
		return this.#proof;
	}

	get state(): LogProofState {
		return this.#proof === null ? (this.#over ?? 'waiting') : 'proven';
	}

	close(): void {
		this.#closed = true;
		this.#cancel();
	}

	/** One of an earlier entry would say nothing of this receipt. */
	#isOfReceipt(proof: string): boolean {
		return readProof(proof)?.opening.seq === this.#seq;
	}

	#isLater(proof: string): boolean {
		return (readProof(proof)?.opening.seq ?? 0) > this.#seq;
	}

	async #ask(): Promise<void> {
		try {
			const proof = await this.#world.ask();
			if (this.#closed) return;
			if (proof !== null && this.#isOfReceipt(proof)) {
				this.#proof = proof;
				await this.#world.keep(proof);
			} else if (proof !== null && this.#isLater(proof)) this.#over = 'later';
		} catch (problem) {
			console.warn('The public log could not be asked, or its proof not kept:', problem);
		}
		if (++this.#tries >= MOST_TRIES) this.#over ??= 'unseen';
		if (this.#closed || this.state !== 'waiting') return;
		const wait = this.#tries < EAGER_TRIES ? AGAIN_MS : PATIENT_MS;
		this.#cancel = this.#world.schedule(wait, () => void this.#ask());
	}
}
