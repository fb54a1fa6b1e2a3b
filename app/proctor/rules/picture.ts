/** The picture itself: whether it shows anything, and whether it is one that a camera makes. */
import type { FaceReading } from '#models/face/index.ts';
import { defaultThresholds, type Thresholds } from '../thresholds.ts';
import { createLoopFinder } from './loop.ts';
import type { Rule, RuleDeps } from './rule.ts';

/** A lens that was covered by something that lets light through. */
const COVERED_SURE = 0.7;

/** Whether the picture shows anything at all; null: it does. Else how sure that is, 0.5 to 1. */
export function blocked(
	{
		faces,
		brightness,
		texture,
		covered
	}: Pick<FaceReading, 'faces' | 'brightness' | 'texture' | 'covered'>,
	limits: Pick<Thresholds, 'darkBrightness' | 'smoothTexture'> = defaultThresholds
): number | null {
	const nearest = Math.min(brightness / limits.darkBrightness, texture / limits.smoothTexture);
	if (faces > 0) return null;
	if (nearest < 1) return 1 - nearest / 2;
	return covered ? COVERED_SURE : null;
}

export function createPictureRule({ thresholds, sampled }: RuleDeps): Rule<FaceReading> {
	const covered = sampled('camera_blocked');
	const frozen = sampled('picture_frozen');
	const findLoop = createLoopFinder();
	let last: { signature: number; since: number } | null = null;

	return (t, reading) => {
		const shut = blocked(reading, thresholds);
		if (shut !== null)
			return [
				...covered.holds(t, { peak: reading.brightness, confidence: shut }),
				// A covered lens gives the same black again and again.
				...frozen.pass(t)
			];
		const { signature } = reading;
		if (signature === undefined) return covered.fails(t);
		const stands = last?.signature === signature;
		if (!stands) last = { signature, since: t };
		const period = findLoop(t, signature);
		const said = stands
			? { peak: t - (last?.since ?? t), confidence: 1, reason: 'frozen' }
			: period === null
				? null
				: { peak: period, confidence: 1, reason: 'looped' };
		return [...covered.fails(t), ...(said ? frozen.holds(t, said) : frozen.fails(t))];
	};
}
