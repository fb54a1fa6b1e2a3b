/** From the faces of one picture to one reading: how like the enrolled face the likest of them is. Pure. */
import { similarity, type Likeness } from './likeness.ts';

export interface IdentityReading {
	/** performance.now() of the page when the frame was taken. */
	at: number;
	faces: number;
	/** 0 to 1, of the face that is likest; null: no face could be judged, or nobody is enrolled. */
	similarity: number | null;
	analysisMs: number;
}

/** A look while somebody is being enrolled. Only then what the model made of the face leaves the worker. */
export interface EnrolmentLook extends IdentityReading {
	fit: Fit;
	/** Of the one face, when it is fit. */
	likeness: Likeness | null;
}

export type Fit =
	'good' | 'no_face' | 'several_faces' | 'too_small' | 'blurred' | 'turned' | 'unsure';

/** As the model found it, in pixels of the picture. */
export interface FoundFace {
	score: number;
	width: number;
	/** As `sharpnessOf` measures it. */
	sharpness: number;
	/** Share of the distance between the eyes by which the nose lies beside their middle: 0 from the front, 1 and more in profile. */
	turn: number;
	/** Degrees by which the line between the eyes rises or falls; tilted towards a shoulder, a head measures three quarters of it. */
	tilt: number;
	likeness: Likeness | null;
}

/** Pixels of a picture 640 wide: a face less wide shows too little. */
export const LEAST_WIDTH = 56;
/**
 * Out of focus by 4 pixels, at 0.05 to 0.24, the same person measures 0.2 to 0.6 against their own sharp face; nobody in focus is under
 * 0.35, not even in a picture of 240 lines.
 */
const LEAST_SHARPNESS = 0.3;
/** Further turned, the same person measures 0.5 to 0.66 against their own front, so nothing is said of such a look. */
const MOST_TURN = 0.4;
/**
 * Degrees. Tilted by 37, the same person measures 0.47 to 0.54 against their own upright face, which is less than most strangers; by 15,
 * nothing is lost. What is tilted more is turned upright and looked at again; what then still is, nothing is said of.
 */
const UPRIGHT = 15;
const MOST_TILT = 20;
const TRUE_TILT = 4 / 3;
const ENROLLED_WIDTH = 80;
const ENROLLED_TURN = 0.25;
const ENROLLED_SCORE = 0.7;

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

export function identityReading(given: {
	at: number;
	found: readonly FoundFace[];
	enrolled: Likeness | null;
	analysisMs: number;
}): IdentityReading {
	const { at, found, enrolled, analysisMs } = given;
	const judged = found.flatMap(({ width, sharpness, turn, tilt, likeness }) =>
		enrolled &&
		likeness &&
		width >= LEAST_WIDTH &&
		sharpness >= LEAST_SHARPNESS &&
		Math.abs(turn) <= MOST_TURN &&
		Math.abs(tilt) <= MOST_TILT
			? [similarity(enrolled, likeness)]
			: []
	);
	return {
		at,
		faces: found.length,
		similarity: judged.length > 0 ? round(Math.max(...judged), 3) : null,
		analysisMs: round(analysisMs, 1)
	};
}

/** Degrees by which to turn the picture so that the face stands upright in it; 0: it does. */
export const uprightBy = ({ width, tilt }: FoundFace): number =>
	width < LEAST_WIDTH || Math.abs(tilt) <= UPRIGHT ? 0 : -tilt * TRUE_TILT;

/** A look costs as much as three at the most, however many people tilt their heads. */
const MOST_RIGHTED = 2;

/** Those to look at again, upright: the largest that are tilted. */
export const toRight = <Face extends FoundFace>(found: readonly Face[]): ReadonlySet<Face> =>
	new Set(
		found
			.filter((face) => uprightBy(face) !== 0)
			.toSorted((a, b) => b.width - a.width)
			.slice(0, MOST_RIGHTED)
	);

export function fitOf(found: readonly FoundFace[]): Fit {
	const [face, ...others] = found;
	if (!face) return 'no_face';
	if (others.length > 0) return 'several_faces';
	if (face.width < ENROLLED_WIDTH) return 'too_small';
	if (face.sharpness < LEAST_SHARPNESS) return 'blurred';
	if (Math.abs(face.turn) > ENROLLED_TURN || Math.abs(face.tilt) > UPRIGHT) return 'turned';
	return face.score >= ENROLLED_SCORE && face.likeness ? 'good' : 'unsure';
}
