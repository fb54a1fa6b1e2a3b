/**
 * When a picture is taken: as an observation of the camera begins, and as it is at its strongest within its first half minute. At most two
 * for an observation, and so many for an attempt. Pure; times are milliseconds since the session opened.
 */
import { groupOf, type CheckGroup } from '#sync/checks.ts';
import type { Check } from '#sync/schema/observation.ts';
import type { StillMoment } from '#sync/schema/stills.ts';
import { MOST_STILLS, STILLS_PER_OBSERVATION } from '#sync/stills.ts';
import type { OpenObservation } from '../judge.ts';

const picturedGroups: readonly CheckGroup[] = ['face', 'head', 'identity', 'things'];
/** About the camera itself: it shows nothing, or there is nothing to see of it in a picture. */
const unpictured: readonly Check[] = ['camera_unavailable', 'camera_changed', 'camera_virtual'];
/** Whether a picture says more of it than a number. */
const isPictured = (check: Check): boolean =>
	picturedGroups.includes(groupOf[check]) && !unpictured.includes(check);
/** What is strongest later is not waited for: the picture has to be in the log before handing in. */
const PEAK_WITHIN_MS = 30_000;
/** Between two pictures of one observation. */
const LEAST_APART_MS = 1_000;
/** A model is never sure to the last digit. */
const SURER_BY = 0.05;

export type StillStep =
	| { do: 'take'; observation: number; moment: StillMoment }
	/** The last one taken of its strongest moment is the one to keep. */
	| { do: 'settle'; observation: number };

export interface StillPlan {
	/** What is open now. */
	step(t: number, open: readonly OpenObservation[]): StillStep[];
}

type Followed = Pick<OpenObservation, 'peak' | 'confidence'> & {
	since: number;
	takenAt: number;
	settled: boolean;
	hasPeak: boolean;
};

/** The peak of what is open only ever changes to a stronger one, which may be less: of what the window covers, say. */
const isStronger = (now: Pick<OpenObservation, 'peak' | 'confidence'>, best: Followed): boolean =>
	now.peak !== best.peak || now.confidence > best.confidence + SURER_BY;

/** `taken`: how many the log has already. */
export function createStillPlan(taken = 0, most = MOST_STILLS): StillPlan {
	const followed = new Map<number, Followed>();
	let left = most - taken;

	const begin = (t: number, { id, peak, confidence }: OpenObservation): StillStep[] => {
		const settled = left < STILLS_PER_OBSERVATION;
		followed.set(id, { peak, confidence, since: t, takenAt: t, settled, hasPeak: false });
		if (left <= 0) return [];
		left--;
		return [{ do: 'take', observation: id, moment: 'start' }];
	};
	const settle = (id: number, one: Followed): StillStep[] => {
		if (one.settled) return [];
		one.settled = true;
		return one.hasPeak ? [{ do: 'settle', observation: id }] : [];
	};
	const go = (t: number, now: OpenObservation, one: Followed): StillStep[] => {
		if (one.settled) return [];
		if (t - one.since >= PEAK_WITHIN_MS) return settle(now.id, one);
		if (t - one.takenAt < LEAST_APART_MS || !isStronger(now, one)) return [];
		if (!one.hasPeak && left <= 0) return [];
		if (!one.hasPeak) left--;
		Object.assign(one, { ...strengthOf(now), takenAt: t, hasPeak: true });
		return [{ do: 'take', observation: now.id, moment: 'peak' }];
	};

	return {
		step(t, open) {
			const now = new Map(
				open.filter(({ check }) => isPictured(check)).map((one) => [one.id, one])
			);
			const over = [...followed].filter(([id]) => !now.has(id));
			for (const [id] of over) followed.delete(id);
			return [
				...over.flatMap(([id, one]) => settle(id, one)),
				...[...now.values()].flatMap((one) => {
					const known = followed.get(one.id);
					return known ? go(t, one, known) : begin(t, one);
				})
			];
		}
	};
}

const strengthOf = ({ peak, confidence }: OpenObservation) => ({ peak, confidence });
