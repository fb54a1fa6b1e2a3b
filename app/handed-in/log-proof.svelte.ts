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

export class LogProofWatch {
	readonly #world: LogProofWorld;
	readonly #seq: number;
	#proof = $state.raw<string | null>(null);
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

	close(): void {
		this.#closed = true;
		this.#cancel();
	}

	/** One of an earlier entry would say nothing of this receipt. */
	#isOfReceipt(proof: string): boolean {
		return readProof(proof)?.opening.seq === this.#seq;
	}

	async #ask(): Promise<void> {
		try {
			const proof = await this.#world.ask();
			if (this.#closed) return;
			if (proof !== null && this.#isOfReceipt(proof)) {
				this.#proof = proof;
				return await this.#world.keep(proof);
			}
		} catch (problem) {
			console.warn('The public log could not be asked yet:', problem);
		}
		if (this.#closed) return;
		const wait = ++this.#tries < EAGER_TRIES ? AGAIN_MS : PATIENT_MS;
		this.#cancel = this.#world.schedule(wait, () => void this.#ask());
	}
}
