/**
 * Where a log's wall clock and its `t` do not advance alike (D4). Sleep is none of it: a device that wakes asks the edge what time it is before
 * it says how long it slept, and what it writes until then has the new wall time and still the old `t`.
 */
import type { Entry } from './schema/entry.ts';

/** Between two entries: 2 s and 0.1 %. */
const allowed = (passed: number) => 2_000 + passed / 1_000;
/** How long after a jump, in `t`, a device may take to say that it was asleep: an answer of the edge, and a little. */
const WAKE_MS = 15_000;

/** `ms`: by how much the wall clock went on too far; negative: it was set back. */
type Jump = { ms: number; afterSeq: number };

export class ClockJumps {
	readonly #found: Jump[] = [];
	/** The wall clock is ahead since this `t`, and nobody has said why. */
	#open: (Jump & { t: number }) | null = null;

	step(before: Entry, after: Entry): void {
		const passed = after.t - before.t;
		const ahead = after.wall - before.wall - passed;
		const wakes = after.kind === 'resume' && after.data.reason === 'wake';
		const awakeT = after.t - (wakes ? after.data.monotonicLostMs : 0);
		if (this.#open && awakeT - this.#open.t > WAKE_MS) this.#close();
		if (Math.abs(ahead) <= allowed(passed)) return;
		if (ahead > 0) {
			const { ms, afterSeq, t } = this.#open ?? { ms: 0, afterSeq: before.seq, t: after.t };
			this.#open = { ms: ms + ahead, afterSeq, t };
		} else if (this.#open && wakes && this.#open.ms + ahead >= -allowed(passed)) {
			this.#open = { ...this.#open, ms: this.#open.ms + ahead };
			if (Math.abs(this.#open.ms) <= allowed(passed)) this.#open = null;
		} else this.#found.push({ ms: ahead, afterSeq: before.seq });
	}

	/** Over the whole log, in order. */
	get all(): Jump[] {
		this.#close();
		return this.#found.toSorted((one, other) => one.afterSeq - other.afterSeq);
	}

	/** Over the whole log: how far apart, and after which entry; 0: nowhere. */
	get greatest(): { clockBreakMs: number; clockBreakAfterSeq: number } {
		const found = { clockBreakMs: 0, clockBreakAfterSeq: 0 };
		for (const { ms, afterSeq } of this.all)
			if (Math.abs(ms) > found.clockBreakMs)
				Object.assign(found, { clockBreakMs: Math.abs(ms), clockBreakAfterSeq: afterSeq });
		return found;
	}

	#close(): void {
		if (this.#open) this.#found.push({ ms: this.#open.ms, afterSeq: this.#open.afterSeq });
		this.#open = null;
	}
}
