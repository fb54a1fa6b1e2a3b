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

let underWay = 0;

/** WebCrypto answers from other threads after any time: count what is asked, so that `settle` can wait for exactly that. */
for (const name of ['sign', 'verify', 'importKey'] as const) {
	const original = crypto.subtle[name].bind(crypto.subtle) as (
		...args: unknown[]
	) => Promise<unknown>;
	Object.defineProperty(crypto.subtle, name, {
		value: (...args: unknown[]) => {
			underWay++;
			return original(...args).finally(() => underWay--);
		}
	});
}

/** Until nothing is under way and nothing was started by what arrived. */
export async function settle(): Promise<void> {
	for (let quiet = 0; quiet < 3; quiet = underWay > 0 ? 0 : quiet + 1)
		await new Promise((resolve) => setImmediate(resolve));
}
