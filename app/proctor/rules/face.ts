/** Who is in the picture: nobody, more than one, or somebody half outside it. */
import type { FaceReading } from '#models/face/index.ts';
import { blocked } from './picture.ts';
import type { Rule, RuleDeps } from './rule.ts';

export function createFaceRule({ thresholds, sampled }: RuleDeps): Rule<FaceReading> {
	const absent = sampled('face_absent');
	const multiple = sampled('face_multiple');
	const partial = sampled('face_partial');
	let isPartial = false;

	return (t, reading) => {
		// Who is there cannot be seen: neither for nor against.
		if (blocked(reading, thresholds) !== null)
			return [absent, multiple, partial].flatMap((each) => each.pass(t));
		const boxes = reading.boxes.toSorted((a, b) => b.score - a.score);
		const nearest = reading.boxes.toSorted((a, b) => b.w * b.h - a.w * a.h)[0];
		const cut = nearest?.cut ?? 0;
		isPartial = cut >= (isPartial ? thresholds.cutUntil : thresholds.cutFrom);
		return [
			...(reading.faces === 0
				? absent.holds(t, { peak: 0, confidence: 1 - reading.doubt })
				: absent.fails(t)),
			...(reading.faces > 1
				? multiple.holds(t, { peak: reading.faces, confidence: boxes[1]?.score ?? 0 })
				: multiple.fails(t)),
			...(isPartial
				? partial.holds(t, { peak: cut, confidence: nearest?.score ?? 0 })
				: partial.fails(t))
		];
	};
}
