/** What the models see before the exam, as one piece of advice at a time: what can be done about light, place and sound. Pure. */
import type { FaceBox, FaceReading } from '#models/face/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';

/** Mean luminance, 0 to 1, of the face and of what is around it. */
export interface Light {
	face: number;
	around: number;
}

export type PictureAdvice =
	'too_dark' | 'no_face' | 'more_faces' | 'light_behind' | 'too_far' | 'at_edge' | 'one_face';
export type SoundAdvice = 'too_quiet' | 'too_loud' | 'speech' | 'sound_well';

/** Darker than this a face is found by luck. The record calls a picture dark much later: advice comes before trouble. */
const DARK = 0.14;
/** A window or a lamp behind somebody: the face is dim, and its surroundings are much brighter. */
const DIM_FACE = 0.35;
const BRIGHTER_AROUND = 0.22;
/** Share of the picture's width. */
const SMALL_FACE = 0.13;
/** Share of the picture that a face keeps from its edges. */
const EDGE = 0.015;

/** The most helpful first: without light nothing else can be said. */
export function pictureAdvice(
	{ faces, boxes, brightness }: Pick<FaceReading, 'faces' | 'boxes' | 'brightness'>,
	light: Light | null
): PictureAdvice {
	if (brightness < DARK) return 'too_dark';
	const [face] = boxes;
	if (faces === 0 || !face) return 'no_face';
	if (faces > 1) return 'more_faces';
	if (light && light.face < DIM_FACE && light.around - light.face > BRIGHTER_AROUND)
		return 'light_behind';
	if (face.w < SMALL_FACE) return 'too_far';
	return atEdge(face) ? 'at_edge' : 'one_face';
}

const atEdge = ({ x, y, w, h }: FaceBox) =>
	x < EDGE || y < EDGE || x + w > 1 - EDGE || y + h > 1 - EDGE;

/** dBFS. A working microphone in the quietest room stays above the first; a room louder than the second hides a voice. */
const DEAF = -75;
const LOUD = -28;
const SPEECH = 0.6;

/** Of the last seconds; null: too few to say. */
export function soundAdvice(
	recent: readonly Pick<VoiceReading, 'loudness' | 'speech'>[]
): SoundAdvice | null {
	if (recent.length < 3) return null;
	const levels = recent.map(({ loudness }) => loudness).toSorted((a, b) => a - b);
	if ((levels.at(-1) ?? DEAF) < DEAF) return 'too_quiet';
	if (recent.filter(({ speech }) => speech >= SPEECH).length * 2 > recent.length) return 'speech';
	return (levels[Math.floor(levels.length / 2)] ?? DEAF) > LOUD ? 'too_loud' : 'sound_well';
}

/** Mean luminance inside the box and outside of it, of RGBA pixels `width` to a row; null where one of the two has no pixel. */
export function lightOf(rgba: Uint8ClampedArray, width: number, box: FaceBox): Light | null {
	const height = rgba.length / 4 / width;
	const sums = { face: 0, around: 0 };
	const counts = { face: 0, around: 0 };
	for (let i = 0; i < rgba.length / 4; i++) {
		const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
		const inside = x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
		const where = inside ? 'face' : 'around';
		const [r = 0, g = 0, b = 0] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
		sums[where] += (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
		counts[where]++;
	}
	if (counts.face === 0 || counts.around === 0) return null;
	return { face: sums.face / counts.face, around: sums.around / counts.around };
}
