/**
 * Whether a hand, a sticker or a cap came before the lens. Both it and a bare wall are smooth, whatever colour they have: but behind
 * whoever leaves, the wall stays as it was, and before a covered lens nothing does. An empty room may change its colour later, when
 * the light does: so only what hides somebody covers the lens. Pure.
 */
import type { FaceReading } from './face-reading.ts';

/** What the worker answers. */
export interface FaceLook extends FaceReading {
	/** Mean red, green and blue, 0 to 1 each, of COLUMNS × ROWS fields of the picture, row after row. */
	colours: readonly number[];
}

export const COLUMNS = 8;
export const ROWS = 6;

/** Hands, a flat colour and what is blurred beyond knowing measure less; rooms 0.01 and more. */
const SMOOTH = 0.006;
/** In some channel, by so much: more than a camera changes when it adapts to the light. */
const CHANGED = 0.1;
const CHANGED_SHARE = 0.9;
/**
 * ms: what comes before the lens hides whoever sits there at once. The hand that brings it, looks in which no face is found, and a
 * camera that takes its time to adapt come between; at the slowest rate, looks are 2 s apart.
 */
const SINCE_SEEN_MS = 5_000;
/** So many fields must have shown no part of a person. */
const LEAST_FIELDS = 6;

/** Mean colours of the fields of RGBA pixels, `width` to a row. */
export function coloursOf(rgba: Uint8ClampedArray, width: number): number[] {
	const height = rgba.length / 4 / width;
	const sums = new Array<number>(COLUMNS * ROWS * 3).fill(0);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const field = Math.floor((y * ROWS) / height) * COLUMNS + Math.floor((x * COLUMNS) / width);
			for (let channel = 0; channel < 3; channel++)
				sums[3 * field + channel] =
					(sums[3 * field + channel] ?? 0) + (rgba[4 * (y * width + x) + channel] ?? 0);
		}
	const each = ((width * height) / (COLUMNS * ROWS)) * 255;
	return sums.map((sum) => Math.round((sum / each) * 100) / 100);
}

/** Fields beside and above everybody: a head takes twice its box, and shoulders below it three times its width. */
function behind({ boxes }: FaceReading): number[] {
	const fields = Array.from({ length: COLUMNS * ROWS }, (_, i) => i);
	return fields.filter((field) => {
		const [x, y] = [(field % COLUMNS) / COLUMNS, Math.floor(field / COLUMNS) / ROWS];
		return boxes.every((box) => {
			const beside = (margin: number) =>
				x + 1 / COLUMNS <= box.x - margin || x >= box.x + box.w + margin;
			const above = y + 1 / ROWS <= box.y - box.h / 2;
			return above || beside(y + 1 / ROWS > box.y + box.h ? box.w : box.w / 2);
		});
	});
}

/** From looks in their order to readings that say whether the lens is covered. */
export function createCoverWatch(): (look: FaceLook) => FaceReading {
	/** When somebody was last seen, and until when what comes before the lens may be what hides them. */
	let known: { colours: readonly number[]; fields: number[]; until: number } | null = null;

	return ({ colours, ...reading }) => {
		if (reading.faces > 0) {
			known = { colours, fields: behind(reading), until: reading.at + SINCE_SEEN_MS };
			return reading;
		}
		if (!known || reading.at > known.until) return reading;
		if (known.fields.length < LEAST_FIELDS || reading.texture >= SMOOTH) return reading;
		const before = known.colours;
		const changed = known.fields.filter((field) =>
			[0, 1, 2].some(
				(channel) =>
					Math.abs((colours[3 * field + channel] ?? 0) - (before[3 * field + channel] ?? 0)) >=
					CHANGED
			)
		);
		if (changed.length < CHANGED_SHARE * known.fields.length) return reading;
		// What covers the lens does so for as long as it stays.
		known.until = reading.at + SINCE_SEEN_MS;
		return { ...reading, covered: true };
	};
}
