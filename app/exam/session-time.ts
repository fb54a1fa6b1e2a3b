/**
 * How much of the student's time is used and what time it is at the edge. Three clocks, none of them trusted alone: the monotonic one
 * stands still in sleep, the wall clock can be set, the edge's is only heard now and then. Where the edge speaks, it is right.
 * Pure: every reading comes as an argument.
 */
import { clockJumpMs, elapsedMs } from '#sync/timing.ts';

export type Reading = { wall: number; monotonic: number };
export type Jump = { jumpMs: number; kind: 'set' | 'unknown' };
/** Edge time and time used, at one moment. */
export type EdgeSample = { edge: number; elapsed: number };

/** Less than this is not sleep and not a clock that was set. */
const JUMP_MS = 2_000;
/** Two samples are each good to about a second. */
const DISAGREE_MS = 3_000;

export class SessionTime {
	readonly #start: Reading;
	#base: number;
	readonly #offset: number;
	#last: Reading;
	/** Never less than this, until the edge says that a clock had been set. */
	#floor: number;
	/** How far the wall clock was set since the start, as far as is known. */
	#steps = 0;
	/** A jump forwards of which nobody has said yet whether it was sleep. */
	#unknown = 0;
	/** The newest jump that `tick` has not told of. */
	#untold: Jump | null = null;
	#sample: (EdgeSample & { delay: number }) | null;

	/**
	 * `usedMs`: of the student's time up to now. `offsetMs`: edge clock minus wall clock when last seen, if it ever was; `fresh`: that was a
	 * moment ago.
	 */
	constructor(
		now: Reading,
		before: { usedMs: number; offsetMs: number; fresh?: boolean; sample: EdgeSample | null }
	) {
		this.#start = now;
		this.#last = now;
		this.#base = before.usedMs;
		this.#floor = before.usedMs;
		this.#offset = before.offsetMs;
		const heard = { edge: now.wall + before.offsetMs, elapsed: before.usedMs };
		const sample = before.sample ?? (before.fresh ? heard : null);
		this.#sample = sample && { ...sample, delay: Number.POSITIVE_INFINITY };
	}

	elapsed(now: Reading): number {
		// Before anything is made of this reading: a jump that is not known of yet would stay in it.
		this.#look(now);
		this.#floor = elapsedMs({
			monotonicMs: this.#base + now.monotonic - this.#start.monotonic,
			wallMs: this.#base + now.wall - this.#start.wall,
			persistedMs: this.#floor,
			clockStepsMs: this.#steps
		});
		return this.#floor;
	}

	edgeNow(now: Reading): number {
		this.#look(now);
		const sample = this.#sample;
		if (!sample) return now.wall - this.#steps + this.#offset;
		return sample.edge + this.elapsed(now) - sample.elapsed;
	}

	/** The clock went ahead, and nobody has said yet whether that was sleep: it is not in what is used. */
	get unsure(): boolean {
		return this.#unknown > 0;
	}

	/** What to keep over a reload. */
	sampleAt(now: Reading): EdgeSample | null {
		return this.#sample && { edge: this.edgeNow(now), elapsed: this.elapsed(now) };
	}

	/**
	 * Call it every second. `set`: the clock went backwards, which no sleep does. `unknown`: it went forwards; ask the edge, and say
	 * `slept` if it does not answer.
	 */
	tick(now: Reading): Jump | null {
		this.#look(now);
		const jump = this.#untold;
		this.#untold = null;
		return jump;
	}

	/** Nobody can say otherwise: time that passed in sleep counts. Answers how much that is. */
	slept(): number {
		const lost = this.#unknown;
		this.#unknown = 0;
		this.#steps -= lost;
		return lost;
	}

	/** The edge's clock, heard now about something sealed `delay` ms ago. Answers how much of an unknown jump was sleep. */
	heard(edge: number, now: Reading, delay: number): number {
		this.#look(now);
		const before = this.#sample;
		// Nothing to hold it against.
		const slept = before ? 0 : this.slept();
		const elapsed = this.elapsed(now) - delay / 2;
		const error = before ? elapsed - before.elapsed - (edge - before.edge) : 0;
		if (Math.abs(error) <= DISAGREE_MS) {
			this.#unknown = 0;
			if (!before || delay <= before.delay) this.#sample = { edge, elapsed, delay };
			return slept;
		}
		// Asleep, as far as the two samples can tell: the wall clock knows it to the millisecond.
		if (Math.abs(error + this.#unknown) <= DISAGREE_MS) return this.slept();
		this.#put(now, this.elapsed(now) - error);
		this.#sample = { edge, elapsed: elapsed - error, delay };
		const lost = Math.min(this.#unknown, Math.max(0, -error));
		this.#unknown = 0;
		return lost;
	}

	/** So much is used, whatever the clocks made of it, and whatever was carried over a reload. */
	#put(now: Reading, usedMs: number): void {
		const byMonotonic = this.#base + now.monotonic - this.#start.monotonic;
		this.#base -= Math.max(0, byMonotonic - usedMs);
		this.#steps = this.#base + now.wall - this.#start.wall - usedMs;
		this.#floor = usedMs;
	}

	#look(now: Reading): void {
		const jumpMs = clockJumpMs(this.#last, now);
		this.#last = now;
		if (Math.abs(jumpMs) < JUMP_MS) return;
		this.#steps += jumpMs;
		if (jumpMs > 0) this.#unknown += jumpMs;
		this.#untold = { jumpMs, kind: jumpMs < 0 ? 'set' : 'unknown' };
	}
}
