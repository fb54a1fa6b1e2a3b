/** From what the detector and the picture say to one reading. Pure. */

export interface FaceBox {
	/** Shares of the picture's width and height, 0 to 1. */
	x: number;
	y: number;
	w: number;
	h: number;
	score: number;
	/** Share of the face that lies outside the picture, estimated; absent: not measured. */
	cut?: number;
}

export interface FaceReading {
	/** performance.now() of the page when the frame was taken. */
	at: number;
	faces: number;
	boxes: FaceBox[];
	/** Score of the best candidate that was not counted as a face; 0 without one. */
	doubt: number;
	/** Mean luminance, 0 to 1. */
	brightness: number;
	/** Mean luminance step between neighbours in a 64×48 picture: near 0 when the lens is covered. */
	texture: number;
	/** The same for two pictures only if they are the same picture, byte by byte; absent: not measured. */
	signature?: number;
	/** The lens was covered since somebody was seen; absent: it was not, or that is not known. */
	covered?: true;
	analysisMs: number;
}

/** Pixels of the analysed picture. */
export interface Detection {
	x: number;
	y: number;
	w: number;
	h: number;
	score: number;
	/** Right eye, left eye, nose, mouth, right ear, left ear; they may lie outside the picture. */
	points?: readonly Point[];
}
export interface Point {
	x: number;
	y: number;
}

/** A candidate from here on counts as a face. */
export const FACE_SCORE = 0.5;
/** Of a face that is cut less is there to be seen: with a third outside, 0.44 to 0.63 is measured. */
const CUT_FACE_SCORE = 0.4;
const CUT_FROM = 0.15;
/** The detector is asked for candidates from here on, so that a reading can say how sure "no face" is. */
export const CANDIDATE_SCORE = 0.3;

const round = (value: number) => Math.round(value * 1000) / 1000;

/** So many times as large as the candidate is the part of the picture that is looked at again. */
const CLOSER = 3;
/** A face two metres away measures 0.39 to 0.5 at first and 0.85 and more then; a cat 0.42 and 0.59, a room 0.31 and 0.36. */
const CLOSER_SCORE = 0.7;

/** A square part of the picture, in its pixels, and the candidate in the middle of it. */
export interface CloserLook extends Point {
	side: number;
	candidate: Detection;
}

/** What deserves a second look; null: a face was found, or nothing like one. */
export function closerLook(found: readonly Detection[]): CloserLook | null {
	const [best] = found.toSorted((a, b) => b.score - a.score);
	if (!best || best.score >= FACE_SCORE || best.w <= 0) return null;
	const side = CLOSER * best.w;
	return {
		x: best.x + (best.w - side) / 2,
		y: best.y + (best.h - side) / 2,
		side,
		candidate: best
	};
}

/** What was found close up, as if it had been found in the whole picture: only what is a face beyond doubt. */
export function fromClose(
	found: readonly Detection[],
	{ x, y }: Point,
	scale: number
): Detection[] {
	return found
		.filter(({ score }) => score >= CLOSER_SCORE)
		.map((each) => ({
			score: each.score,
			x: x + each.x * scale,
			y: y + each.y * scale,
			w: each.w * scale,
			h: each.h * scale,
			...(each.points && {
				points: each.points.map((point) => ({ x: x + point.x * scale, y: y + point.y * scale }))
			})
		}));
}

/** What was found close up in place of the candidate; whatever else was found stays, unless it is the same face. */
export function withClose(
	found: readonly Detection[],
	candidate: Detection,
	close: readonly Detection[]
): Detection[] {
	if (close.length === 0) return [...found];
	const isIn = ({ x, y, w, h }: Detection, box: Detection) =>
		x + w / 2 >= box.x &&
		x + w / 2 <= box.x + box.w &&
		y + h / 2 >= box.y &&
		y + h / 2 <= box.y + box.h;
	const others = found.filter(
		(each) => each !== candidate && !close.some((face) => isIn(each, face))
	);
	return [...close, ...others];
}

export function faceReading(given: {
	at: number;
	width: number;
	height: number;
	detections: Detection[];
	brightness: number;
	texture: number;
	signature?: number;
	analysisMs: number;
}): FaceReading {
	const { at, width, height, detections, analysisMs } = given;
	const judged = detections.map((each) => ({ ...each, cut: cutOff(each, { width, height }) }));
	const counts = ({ score, cut }: (typeof judged)[number]) =>
		score >= (cut >= CUT_FROM ? CUT_FACE_SCORE : FACE_SCORE);
	const counted = judged.filter(counts);
	const others = judged.filter((each) => !counts(each));
	return {
		at,
		faces: counted.length,
		boxes: counted.map((found) => ({
			x: round(found.x / width),
			y: round(found.y / height),
			w: round(found.w / width),
			h: round(found.h / height),
			score: round(found.score),
			cut: round(found.cut)
		})),
		doubt: round(Math.max(0, ...others.map((each) => each.score))),
		brightness: round(given.brightness),
		texture: Math.round(given.texture * 100_000) / 100_000,
		...(given.signature === undefined ? {} : { signature: given.signature }),
		analysisMs: Math.round(analysisMs * 10) / 10
	};
}

/** A box is as good as at the edge within this share of the picture's side. */
const AT_EDGE = 0.005;

/** From the top of the detector's box to the eyes, as a share of its height: 0.19 to 0.26 was measured. */
const EYES_BELOW_TOP = 0.24;

/**
 * Where the box begins. The detector moves one that would begin left of the picture or above it to its edge, and leaves it as
 * large as it was; eyes and ears stay where they are, outside too. A box that reaches over another edge is left alone.
 */
function beginning({ x, y, h, points = [] }: Detection): Point {
	const [right, left] = points;
	return {
		x: x > 0 ? x : Math.min(x, ...points.map((point) => point.x)),
		y: y > 0 || !right || !left ? y : Math.min(y, (right.y + left.y) / 2 - EYES_BELOW_TOP * h)
	};
}

/**
 * How much of a face is outside the picture. A box may reach over the edge, or end at it; the detector's boxes are square, so one
 * that ends at the edge and is not has lost the difference.
 */
function cutOff(found: Detection, picture: { width: number; height: number }): number {
	const { w, h } = found;
	if (w <= 0 || h <= 0) return 0;
	const { x, y } = beginning(found);
	const inside = (from: number, length: number, side: number) =>
		Math.max(0, Math.min(side, from + length) - Math.max(0, from)) / length;
	const within = inside(x, w, picture.width) * inside(y, h, picture.height);
	const ends = (from: number, length: number, side: number) =>
		from <= side * AT_EDGE || from + length >= side * (1 - AT_EDGE);
	const narrowed = w < h && ends(x, w, picture.width) ? w / h : 1;
	const flattened = h < w && ends(y, h, picture.height) ? h / w : 1;
	return 1 - Math.min(within, narrowed, flattened);
}

export const PICTURE_WIDTH = 64;
export const PICTURE_HEIGHT = 48;

/** Brightness, texture and signature (FNV-1a, 32 bits) of RGBA pixels, `width` to a row. */
export function measurePicture(
	rgba: Uint8ClampedArray,
	width: number
): { brightness: number; texture: number; signature: number } {
	const count = rgba.length / 4;
	const luminance = new Float32Array(count);
	let sum = 0;
	let signature = 0x811c9dc5;
	for (let i = 0; i < count; i++) {
		const [r = 0, g = 0, b = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
		const value = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
		luminance[i] = value;
		sum += value;
		signature = Math.imul(signature ^ (r | (g << 8) | (b << 16)), 0x01000193);
	}
	let steps = 0;
	let compared = 0;
	for (let i = 0; i < count; i++) {
		const here = luminance[i] ?? 0;
		if ((i + 1) % width !== 0) {
			steps += Math.abs(here - (luminance[i + 1] ?? 0));
			compared++;
		}
		if (i + width < count) {
			steps += Math.abs(here - (luminance[i + width] ?? 0));
			compared++;
		}
	}
	return {
		brightness: count ? sum / count : 0,
		texture: compared ? steps / compared : 0,
		signature: signature >>> 0
	};
}
