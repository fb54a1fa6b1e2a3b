/** From what the detector and the picture say to one reading. Pure. */

export interface FaceBox {
	/** Shares of the picture's width and height, 0 to 1. */
	x: number;
	y: number;
	w: number;
	h: number;
	score: number;
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
	analysisMs: number;
}): FaceReading {
	const { at, width, height, detections, analysisMs } = given;
	const counted = detections.filter((each) => each.score >= FACE_SCORE);
	const others = detections.filter((each) => each.score < FACE_SCORE);
	return {
		at,
		faces: counted.length,
		boxes: counted.map(({ x, y, w, h, score }) => ({
			x: round(x / width),
			y: round(y / height),
			w: round(w / width),
			h: round(h / height),
			score: round(score)
		})),
		doubt: round(Math.max(0, ...others.map((each) => each.score))),
		brightness: round(given.brightness),
		texture: Math.round(given.texture * 100_000) / 100_000,
		analysisMs: Math.round(analysisMs * 10) / 10
	};
}

export const PICTURE_WIDTH = 64;
export const PICTURE_HEIGHT = 48;

/** Brightness and texture of RGBA pixels, `width` to a row. */
export function measurePicture(
	rgba: Uint8ClampedArray,
	width: number
): { brightness: number; texture: number } {
	const count = rgba.length / 4;
	const luminance = new Float32Array(count);
	let sum = 0;
	for (let i = 0; i < count; i++) {
		const [r = 0, g = 0, b = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
		const value = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
		luminance[i] = value;
		sum += value;
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
	return { brightness: count ? sum / count : 0, texture: compared ? steps / compared : 0 };
}
