/**
 * Pictures that go with observations. Each is durable on this device before the log names it (SPEC P2); that one cannot be taken or kept
 * is no fault of anybody's, and nothing waits for it.
 */
import { sha256Hex } from '#sync/hash.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { StillMoment } from '#sync/schema/stills.ts';
import type { OpenObservation } from '../judge.ts';
import { createStillPlan, type StillPlan, type StillStep } from './still-plan.ts';
import type { Picture } from './take-still.ts';

export type StillsWorld = {
	/** null: the camera shows nothing now. */
	take: () => Promise<Picture | null>;
	/** Resolves when it is durable; rejects where there is no room. */
	keep: (hash: string, picture: Picture) => Promise<void>;
	/** Takes an entry for the log. */
	record: (content: EntryContent) => unknown;
};

export class Stills {
	readonly #world: StillsWorld;
	readonly #plan: StillPlan;
	readonly #strongest = new Map<number, Picture>();
	#turn: Promise<unknown> = Promise.resolve();

	/** `taken`: how many the log has already. */
	constructor(world: StillsWorld, taken: number) {
		this.#world = world;
		this.#plan = createStillPlan(taken);
	}

	/** What is open now. Returns at once. */
	hear(t: number, open: readonly OpenObservation[]): void {
		for (const step of this.#plan.step(t, open)) {
			// One after the other, in the order of what happened.
			this.#turn = this.#turn
				.then(() => this.#follow(step))
				.catch((problem: unknown) => console.warn('There will be no picture of this:', problem));
		}
	}

	/** Resolves when what was heard so far is done. */
	async settled(): Promise<void> {
		await this.#turn;
	}

	async #follow(step: StillStep): Promise<void> {
		const { observation } = step;
		if (step.do === 'settle') {
			const picture = this.#strongest.get(observation);
			this.#strongest.delete(observation);
			if (picture) await this.#keep(picture, observation, 'peak');
			return;
		}
		const picture = await this.#world.take();
		if (!picture) return;
		if (step.moment === 'peak') this.#strongest.set(observation, picture);
		else await this.#keep(picture, observation, 'start');
	}

	async #keep(picture: Picture, observation: number, moment: StillMoment): Promise<void> {
		const { bytes, contentType } = picture;
		const hash = sha256Hex(bytes);
		await this.#world.keep(hash, picture);
		this.#world.record({
			kind: 'media',
			data: { hash, contentType, bytes: bytes.length, observation, moment }
		});
	}
}
