/**
 * Brings stills to the edge, from whatever page of the student's is open, during the exam and after it. What the edge has, or will never
 * take, or was promised to be gone, leaves this device.
 */
import { sha256Hex } from '#sync/hash.ts';
import type { Schedule } from '#sync/schedule.ts';
import { STILL_PART_BYTES } from '#sync/stills.ts';
import type { DeviceStore } from '../../device/device-store.ts';
import { KeepTrying } from '../../device/keep-trying.ts';
import { sendParts, type Fetch } from '../../device/send-parts.ts';
import type { NewStill, StillShelf } from '../../device/still-shelf.ts';

export type StillSenderWorld = {
	shelf: Pick<StillShelf, 'waiting' | 'picture' | 'remove' | 'removeExpired'>;
	store: Pick<DeviceStore, 'attempt' | 'sessionsOf'>;
	fetch: Fetch;
	schedule: Schedule;
	random: () => number;
	/** Unix ms. */
	now: () => number;
};

export class StillSender {
	readonly #world: StillSenderWorld;
	readonly #trying: KeepTrying;

	constructor(world: StillSenderWorld) {
		this.#world = world;
		const { schedule, random } = world;
		this.#trying = new KeepTrying({ round: (went) => this.#round(went), schedule, random });
	}

	/** There may be a network now, or a still: what waits is tried at once. */
	nudge(): void {
		this.#trying.nudge();
	}

	stop(): void {
		this.#trying.stop();
	}

	async #round(went: () => void): Promise<boolean> {
		const { shelf, now } = this.#world;
		await shelf.removeExpired(now());
		let left = false;
		for (const still of await shelf.waiting()) {
			if (this.#trying.stopped) return true;
			if (!(await this.#isDone(still))) left = true;
			else {
				await shelf.remove(still.attempt, still.hash);
				went();
			}
		}
		return left;
	}

	/** false: it has to be tried again. */
	async #isDone({ attempt, hash }: NewStill): Promise<boolean> {
		const { shelf, store, fetch } = this.#world;
		const sessions = await store.sessionsOf(attempt);
		const ticket = sessions.at(-1)?.ticket;
		const edgeKeys = (await store.attempt(attempt))?.edgeKeys;
		// Forgotten on this device: nobody can bring it any more.
		if (!ticket || !edgeKeys) return true;
		const bytes = await shelf.picture(attempt, hash);
		if (!bytes || sha256Hex(bytes) !== hash) return true;
		const sent = await sendParts(
			{ attempt, hash, bytes, road: 'stills', partBytes: STILL_PART_BYTES, ticket },
			{ fetch, edgeKeys }
		);
		if (sent.kind === 'failed') return false;
		// The edge has the log to its end, and nothing in it names the still.
		return sent.kind !== 'not_named' || sessions.every(({ state }) => state === 'done');
	}
}
