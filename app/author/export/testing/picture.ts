import { sha256Hex } from '#sync/hash.ts';

/** A drawing that says how large it is. */
export const drawing = new TextEncoder().encode(
	'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="9" height="9"/></svg>'
);
export const drawingHash = sha256Hex(drawing);
export const drawings = new Map([[drawingHash, drawing]]);
