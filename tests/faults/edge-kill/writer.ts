/** A student who writes without a pause, whatever becomes of the edge, on the real log and the real connection. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntryContent } from '#sync/schema/entry.ts';
import { seeded } from '../../support/attempt-fixture.ts';
import { EdgeDevice } from '../../support/edge-device.ts';
import type { DevicePapers } from '../../support/edge-device.ts';

const ITEM = 'wettest-month';

export class Writer {
	readonly device: EdgeDevice;
	/** Of the last entry written. */
	last = 0;
	/** Nothing is said meanwhile: a room falls asleep only in silence. */
	silent = false;
	#handsIn = false;
	readonly #pace: { gapMs: number; together: number };
	readonly #random: () => number;
	readonly #writing: Promise<void>;

	constructor(papers: DevicePapers, pace: { gapMs: number; together: number }, seed: number) {
		this.device = EdgeDevice.create(papers).connect();
		this.#pace = pace;
		this.#random = seeded(seed);
		this.#writing = this.#write();
	}

	get handedIn(): boolean {
		return this.#handsIn;
	}

	/** Resolves when the last entry is on the device. */
	async handIn(): Promise<void> {
		this.#handsIn = true;
		this.silent = false;
		await this.#writing;
	}

	async #write(): Promise<void> {
		await this.device.open();
		while (!this.#handsIn) {
			await sleep(this.#pace.gapMs * 2 * this.#random());
			if (this.silent) continue;
			const urgent = this.#random() >= this.#pace.together;
			({ seq: this.last } = await this.device.write(this.#next(), urgent));
		}
		const submit = { kind: 'submit', data: { total: 1, by: 'student' } } as const;
		({ seq: this.last } = await this.device.write(submit));
	}

	#next(): EntryContent {
		const roll = this.#random();
		if (roll < 0.1) return { kind: 'navigation', data: { item: ITEM, action: 'visit' } };
		if (roll < 0.15)
			return {
				kind: 'heartbeat',
				data: { lastReceipt: null, online: true, elapsedMs: this.last * 20 }
			};
		const choice = `${ITEM}-${1 + Math.floor(this.#random() * 4)}`;
		return {
			kind: 'response',
			data: { item: ITEM, value: { type: 'single_choice', choice } }
		};
	}
}
