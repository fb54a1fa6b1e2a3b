/**
 * How many frames a second to analyse: 5 when all is well, then 2, 1 and 0.5, then none for a while, and back. Analysis gives way
 * as soon as it takes too much of a core or the page is late; it comes back slowly, and slower each time coming back did not last.
 */

const RATES = [5, 2, 1, 0.5];

/** Analysis may take this share of the time between two frames… */
const SHARE_TOO_MUCH = 0.4;
/** …and the next higher rate is tried only when it would take no more than this. */
const SHARE_EASY = 0.25;
/** Late page tasks within this time count together; one alone says little. */
const LATE_WINDOW_MS = 5_000;
const LATE_TASKS = 2;
/** A task this long counts alone. */
const VERY_LATE_MS = 250;
/** Time for a lower rate to show its effect before another step down. */
const SETTLE_MS = 2_000;
const CALM_MS = 10_000;
const CALM_LONGEST_MS = 160_000;
/** So long nothing is analysed where even the lowest rate is too much, before it is tried again; then longer each time. */
const REST_MS = 60_000;
const REST_LONGEST_MS = 960_000;
/** A step up that held this long was right. */
const HELD_MS = 60_000;

export interface RateControl {
	/** Frames a second; 0: none just now. */
	readonly rate: number;
	/** The same, after time has passed. */
	at(now: number): number;
	/** A frame was analysed at `at` and took `ms`. */
	analysed(at: number, ms: number): void;
	/** The page's main thread was held up for `ms`. */
	late(at: number, ms: number): void;
	/** The highest rate allowed from now on. */
	want(rate: number): void;
}

const median = (values: number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export function createRateControl(wanted = 5): RateControl {
	let ladder = ladderTo(wanted);
	let step = 0;
	let times: number[] = [];
	let lateAt: number[] = [];
	let quietSince = -Infinity;
	let calm = CALM_MS;
	let raisedAt = -Infinity;
	let loweredAt = -Infinity;
	let restUntil = -Infinity;
	let rest = REST_MS;

	const rateAt = (index: number) => ladder[index] ?? 0.5;
	const share = (index: number) => (median(times) * rateAt(index)) / 1000;

	const lower = (at: number) => {
		quietSince = at;
		if (step === ladder.length - 1 || at - loweredAt < SETTLE_MS) return;
		calm = at - raisedAt < HELD_MS ? Math.min(calm * 2, CALM_LONGEST_MS) : CALM_MS;
		step++;
		loweredAt = at;
		times = [];
		lateAt = [];
	};

	/** Only for what analysis itself costs: a page that is late may be so for its own reasons. */
	const stop = (at: number) => {
		if (at - loweredAt < SETTLE_MS) return;
		restUntil = at + rest;
		rest = Math.min(rest * 2, REST_LONGEST_MS);
		times = [];
	};
	const resting = () => restUntil > -Infinity;

	return {
		get rate() {
			return resting() ? 0 : rateAt(step);
		},
		at(now) {
			if (resting() && now >= restUntil) {
				restUntil = -Infinity;
				loweredAt = now;
			}
			return this.rate;
		},
		analysed(at, ms) {
			if (quietSince === -Infinity) quietSince = at;
			times = [...times.slice(-4), ms];
			if (times.length < 3) return;
			if (share(step) > SHARE_TOO_MUCH) {
				if (step === ladder.length - 1) stop(at);
				else lower(at);
			} else if (step > 0 && share(step - 1) <= SHARE_EASY && at - quietSince >= calm) {
				step--;
				rest = REST_MS;
				raisedAt = at;
				quietSince = at;
				times = [];
			}
		},
		late(at, ms) {
			lateAt = [...lateAt.filter((other) => at - other < LATE_WINDOW_MS), at];
			quietSince = Math.max(quietSince, at);
			if (lateAt.length >= LATE_TASKS || ms >= VERY_LATE_MS) lower(at);
		},
		want(rate) {
			const now = rateAt(step);
			ladder = ladderTo(rate);
			step = Math.max(
				0,
				ladder.findIndex((each) => each <= now)
			);
		}
	};
}

function ladderTo(wanted: number): number[] {
	const below = RATES.filter((rate) => rate < wanted);
	return [wanted, ...below];
}
