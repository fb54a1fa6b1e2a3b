/** Where head and eyes point, measured from the student's own straight-ahead. Angles, and nothing that they might mean. */
import type { Eyes, HeadReading, Pose } from '#models/head/index.ts';
import type { Thresholds } from '../thresholds.ts';
import type { Said } from '../lasting.ts';
import type { Rule, RuleDeps } from './rule.ts';

interface Direction {
	reason: string;
	/** How far, and how far is too far. */
	far: number;
	limit: number;
}

/** The direction that is furthest past its limit; in the one that it pointed to before, `until` of the limit is enough. */
function furthest(
	directions: Direction[],
	before: string | null,
	until: number
): (Said & { reason: string }) | null {
	const [most] = directions
		.filter(({ reason, far, limit }) => far >= limit * (reason === before ? until : 1))
		.toSorted((a, b) => b.far / b.limit - a.far / a.limit);
	if (!most) return null;
	const over = most.far / most.limit - 1;
	return {
		peak: most.far,
		confidence: Math.min(1, Math.max(0.5, 0.5 + over / 2)),
		reason: most.reason
	};
}

const headDirections = ({ yaw, pitch, roll }: Pose, limits: Thresholds): Direction[] => [
	{ reason: 'turned', far: Math.abs(yaw), limit: limits.headTurned },
	{ reason: 'raised', far: Math.max(0, pitch), limit: limits.headRaised },
	{ reason: 'lowered', far: Math.max(0, -pitch), limit: limits.headLowered },
	{ reason: 'tilted', far: Math.abs(roll), limit: limits.headTilted }
];
const eyesDirections = ({ sideways, vertical }: Eyes, limits: Thresholds): Direction[] => [
	{ reason: 'sideways', far: Math.abs(sideways), limit: limits.eyesSideways },
	{ reason: 'up', far: Math.max(0, vertical), limit: limits.eyesUp },
	{ reason: 'down', far: Math.max(0, -vertical), limit: limits.eyesDown }
];

export function createHeadRule({ thresholds, sampled }: RuleDeps): Rule<HeadReading> {
	const head = sampled('head_away');
	const eyes = sampled('eyes_away');
	let pointed: string | null = null;
	let glanced: string | null = null;
	const until = thresholds.awayUntil;

	return (t, { away, glance }) => {
		// Without a face, or before straight ahead is known, nothing is said.
		const turned = away && furthest(headDirections(away, thresholds), pointed, until);
		if (away) pointed = turned?.reason ?? null;
		// Eyes in a turned head say where the head is.
		const looked =
			glance && !turned ? furthest(eyesDirections(glance, thresholds), glanced, until) : null;
		if (glance) glanced = looked?.reason ?? null;
		return [
			...(away ? (turned ? head.holds(t, turned) : head.fails(t)) : head.pass(t)),
			...(glance ? (looked ? eyes.holds(t, looked) : eyes.fails(t)) : eyes.pass(t))
		];
	};
}
