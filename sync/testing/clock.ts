/** Time that passes only when told to: the clocks and the schedule of a simulation. */
import type { Schedule } from '../schedule.ts';

type Timer = { at: number; order: number; run: () => void };

export class TestClock {
	/** Milliseconds since the simulation began; the monotonic clock. */
	elapsed = 0;
	/** Wall clock minus `elapsed`: change it to set the device's clock. */
	epoch = 1_750_000_000_000;
	#timers: Timer[] = [];
	#order = 0;

	readonly now = (): number => this.epoch + this.elapsed;
	readonly monotonic = (): number => this.elapsed;

	readonly schedule: Schedule = (afterMs, run) => {
		const timer = { at: this.elapsed + afterMs, order: this.#order++, run };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	};

	/** Runs what falls due on the way, in order, letting promises settle in between. */
	async advance(ms: number): Promise<void> {
		const until = this.elapsed + ms;
		await settle();
		for (;;) {
			const [next] = this.#timers
				.filter(({ at }) => at <= until)
				.sort((a, b) => a.at - b.at || a.order - b.order);
			if (!next) break;
			this.#timers = this.#timers.filter((timer) => timer !== next);
			this.elapsed = Math.max(this.elapsed, next.at);
			next.run();
			await settle();
		}
		this.elapsed = until;
	}
}

/** WebCrypto answers from another thread, so a few turns of microtasks are not enough. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
