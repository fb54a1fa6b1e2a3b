/** What both ends hold of stills: pictures that were taken because something was observed (SPEC P). */
import { uploadTypeOf } from './upload-type.ts';

/** A still travels in parts of this length, the last one shorter: on a bad line a small part gets through where a large one is cut. */
export const STILL_PART_BYTES = 16_384;
/** A picture of 320 by 240 has 5 to 40 kB. */
export const MOST_STILL_BYTES = 6 * STILL_PART_BYTES;
/** At its start and at its strongest moment. */
export const STILLS_PER_OBSERVATION = 2;
/** However much is observed. */
export const MOST_STILLS = 60;
/** Pixels; its height follows. */
export const STILL_WIDTH = 320;

export const stillTypes = ['image/webp', 'image/jpeg'] as const;
export type StillType = (typeof stillTypes)[number];

export const stillParts = (bytes: number): number => Math.ceil(bytes / STILL_PART_BYTES);

/** Of part `index`, counted from 0; 0: there is no such part. */
export function stillPartBytes(bytes: number, index: number): number {
	const left = bytes - index * STILL_PART_BYTES;
	return Number.isInteger(index) && index >= 0 ? Math.max(0, Math.min(STILL_PART_BYTES, left)) : 0;
}

/** By the bytes; null: no picture that is taken as a still. */
export function stillTypeOf(bytes: Uint8Array): StillType | null {
	const type = uploadTypeOf(bytes);
	return stillTypes.find((one) => one === type) ?? null;
}
