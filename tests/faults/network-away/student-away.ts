/** A student at protocol level behind a network that lies: the real log and the real connection, on a device whose clock may run ahead. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntryContent } from '#sync/schema/entry.ts';
import { decodeSegment } from '#sync/segment.ts';
import { EdgeDevice } from '../../support/edge-device.ts';
import type { DevicePapers } from '../../support/edge-device.ts';
import type { LyingNetwork } from './lying-network.ts';
import type { Plan } from './plan.ts';

const ITEM = 'wettest-month';
const BEAT_MS = 10_000;
const GAP_MS = 15;
/** A device that knows nothing comes back by itself; what was silent all along it notices after half a minute. */
const BACK_MS = 150_000;

export class StudentAway {
	readonly device: EdgeDevice;
	/** Choices, in order, as they were made. */
	readonly chosen: string[] = [];
	/** By how much the device's clock is behind. */
	#behindMs: number;
	readonly #plan: Plan;
	readonly #random: () => number;
	#last = 0;
	readonly #onTheWay: Promise<void>[] = [];
	#began = 0;
	#beat = 0;

	constructor(papers: DevicePapers, plan: Plan, random: () => number) {
		this.#plan = plan;
		this.#random = random;
		this.#behindMs = plan.kind === 'long' ? plan.awayMs : 0;
		this.device = EdgeDevice.create(papers, {
			now: () => Date.now() - this.#behindMs,
			monotonic: () => performance.now() - this.#behindMs
		});
	}

	/** All of the plan; resolves when everything is handed in and receipted. */
	async sits(network: LyingNetwork): Promise<void> {
		const { stretches, handsInUnderLie, kind } = this.#plan;
		const [first] = stretches;
		if (kind === 'long' && first) await network.become(first.lie);
		this.device.connect(network.origin);
		await this.device.open();
		this.#began = this.#now();
		for (const [at, { lie, ms }] of stretches.entries()) {
			await network.become(lie);
			await this.#works(ms, stretches.length - at);
			if (at === stretches.length - 1 && handsInUnderLie) await this.#handIn();
		}
		await network.become(null);
		if (!handsInUnderLie) {
			await this.#works(300, 1);
			await this.#handIn();
		}
		await this.device.untilReceipted(this.#last, BACK_MS);
	}

	/** Texts of all its entries, as they lie on the device. */
	texts(): string[] {
		return this.device.store.stored().segments.flatMap((bytes) => {
			const decoded = decodeSegment(bytes);
			if (!decoded.ok) throw new Error('the device holds no segment there');
			return decoded.segment.entries.map((entry) => new TextDecoder().decode(entry));
		});
	}

	/** For so long of this machine's time, and a share of what the device's clock is behind. */
	async #works(ms: number, share: number): Promise<void> {
		const from = performance.now();
		const before = this.#behindMs;
		const done = () => Math.min(1, (performance.now() - from) / ms);
		do {
			await sleep(GAP_MS);
			const target = before - (before / share) * done();
			await this.#passes(this.#behindMs - target);
			await this.#answers();
		} while (done() < 1);
		await this.#passes(this.#behindMs - (before - before / share));
	}

	/** So much time passes on the device, with all the heartbeats of it. */
	async #passes(ms: number): Promise<void> {
		let left = ms;
		while (left > 0) {
			const part = Math.min(left, BEAT_MS);
			this.#behindMs = Math.max(0, this.#behindMs - part);
			left -= part;
			if (this.#now() - this.#beat < BEAT_MS) continue;
			this.#beat = this.#now();
			await this.#write(
				{
					kind: 'heartbeat',
					data: {
						lastReceipt: this.device.receipted < 0 ? null : this.device.receipted,
						online: false,
						elapsedMs: Math.max(0, Math.round(this.#now() - this.#began))
					}
				},
				false
			);
		}
	}

	async #answers(): Promise<void> {
		const choice = `${ITEM}-${1 + Math.floor(this.#random() * 4)}`;
		this.chosen.push(choice);
		const value = { type: 'single_choice', choice } as const;
		await this.#write({ kind: 'response', data: { item: ITEM, value } }, this.#random() < 0.7);
	}

	async #handIn(): Promise<void> {
		await this.#write({ kind: 'submit', data: { total: 1, by: 'student' } }, true);
		await Promise.all(this.#onTheWay);
	}

	/** What may wait for company is not waited for. */
	async #write(content: EntryContent, urgent: boolean): Promise<void> {
		const written = this.device.write(content, urgent).then(({ seq }) => {
			this.#last = Math.max(this.#last, seq);
		});
		if (urgent) await written;
		else this.#onTheWay.push(written);
	}

	#now(): number {
		return Date.now() - this.#behindMs;
	}
}
