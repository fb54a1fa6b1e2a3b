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
	analysisMs: number;
}

/** Pixels of the analysed picture. */
export interface Detection {
	x: number;
	y: number;
	w: number;
	h: number;
	score: number;
}

/** A candidate from here on counts as a face. */
export const FACE_SCORE = 0.5;
/** The detector is asked for candidates from here on, so that a reading can say how sure "no face" is. */
export const CANDIDATE_SCORE = 0.3;

const round = (value: number) => Math.round(value * 1000) / 1000;

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
	const counted = detections.filter((each) => each.score >= FACE_SCORE);
	const others = detections.filter((each) => each.score < FACE_SCORE);
	return {
		at,
		faces: counted.length,
		boxes: counted.map((found) => ({
			x: round(found.x / width),
			y: round(found.y / height),
			w: round(found.w / width),
			h: round(found.h / height),
			score: round(found.score),
			cut: round(cutOff(found, { width, height }))
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

/**
 * How much of a face is outside the picture. A box may reach over the edge, or end at it; the detector's boxes are square, so one
 * that ends at the edge and is not has lost the difference.
 */
function cutOff({ x, y, w, h }: Detection, picture: { width: number; height: number }): number {
	if (w <= 0 || h <= 0) return 0;
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
