/**
 * Where a student's head points when it points at the screen: cameras stand beside, above or below it, so everybody's own first
 * seconds are the measure. Pure.
 */
import type { Eyes, Pose } from './head-pose.ts';

export interface Straight {
	pose: Pose;
	/** null: the light was too poor. */
	eyes: Eyes | null;
}

export interface Look {
	at: number;
	pose: Pose;
	eyes: Eyes | null;
}

export interface StraightAhead {
	/** null until it is known. */
	readonly known: Straight | null;
	/** Takes part in finding it; nothing changes once it is known. */
	add(look: Look): void;
}

/** So long, with so many looks, the head must have held still… */
const CALIBRATION_MS = 3_000;
const LEAST_LOOKS = 5;
/** …within so many degrees for the middle half. */
const STILL_DEGREES = 12;
/** Whoever never holds still is measured by what they did most in this time. */
const PATIENCE_MS = 30_000;
/** No screen is further to a side of its camera than this: whoever begins turned away is waited for. */
const FURTHEST_DEGREES = 30;

export const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function spread(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const quarter = Math.floor(sorted.length / 4);
	return (sorted[sorted.length - 1 - quarter] ?? 0) - (sorted[quarter] ?? 0);
}

function middleOf(looks: readonly Look[]): Straight {
	const of = (pick: (look: Look) => number) => median(looks.map(pick));
	const eyes = looks.flatMap((look) => look.eyes ?? []);
	return {
		pose: {
			yaw: of(({ pose }) => pose.yaw),
			pitch: of(({ pose }) => pose.pitch),
			roll: of(({ pose }) => pose.roll)
		},
		eyes:
			eyes.length * 2 < looks.length
				? null
				: {
						sideways: median(eyes.map((each) => each.sideways)),
						vertical: median(eyes.map((each) => each.vertical))
					}
	};
}

export function createStraightAhead(given: Straight | null = null): StraightAhead {
	let known = given;
	/** Of the last half minute. */
	let looks: Look[] = [];

	const isStill = (recent: readonly Look[]) =>
		spread(recent.map(({ pose }) => pose.yaw)) <= STILL_DEGREES &&
		spread(recent.map(({ pose }) => pose.pitch)) <= STILL_DEGREES;
	const isPlausible = ({ pose }: Straight) =>
		Math.abs(pose.yaw) <= FURTHEST_DEGREES && Math.abs(pose.pitch) <= FURTHEST_DEGREES;
	return {
		get known() {
			return known;
		},
		add(look) {
			if (known) return;
			looks = [...looks.filter(({ at }) => look.at - at <= PATIENCE_MS), look];
			const span = look.at - (looks[0]?.at ?? look.at);
			if (span < CALIBRATION_MS) return;
			// At a low rate there are fewer looks in the time: then it takes longer.
			const within = looks.filter(({ at }) => look.at - at <= CALIBRATION_MS).length;
			const recent = looks.slice(-Math.max(within, LEAST_LOOKS));
			const outOfPatience = span >= PATIENCE_MS - CALIBRATION_MS;
			const still = recent.length >= LEAST_LOOKS && isStill(recent);
			if (!still && !outOfPatience) return;
			const middle = middleOf(still ? recent : looks);
			if (!isPlausible(middle)) return;
			known = middle;
			looks = [];
		}
	};
}
