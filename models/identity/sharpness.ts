/** How much of a face's contrast is in its finest detail: what a picture that is out of focus lacks first. Pure. */

/** Pixels across the face, once it is made so small: so that large faces and small ones are measured alike. */
const ACROSS = 48;

type Picture = Pick<ImageData, 'data' | 'width' | 'height'>;

interface Square {
	/** Pixels of the picture. */
	x: number;
	y: number;
	width: number;
}

/** Brightness, 0 to 255, of the square made `across` pixels wide; what lies outside the picture repeats its edge. */
function shrunk({ data, width, height }: Picture, square: Square, across: number): Float64Array {
	const out = new Float64Array(across * across);
	const step = square.width / across;
	const clamp = (value: number, below: number) => Math.min(below - 1, Math.max(0, value));
	for (let row = 0; row < across; row++)
		for (let column = 0; column < across; column++) {
			const [left, top] = [square.x + column * step, square.y + row * step];
			const [fromX, fromY] = [clamp(Math.floor(left), width), clamp(Math.floor(top), height)];
			const toX = Math.max(fromX + 1, clamp(Math.floor(left + step), width));
			const toY = Math.max(fromY + 1, clamp(Math.floor(top + step), height));
			let sum = 0;
			for (let y = fromY; y < toY; y++)
				for (let x = fromX; x < toX; x++) {
					const at = 4 * (y * width + x);
					sum +=
						0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
				}
			out[row * across + column] = sum / ((toX - fromX) * (toY - fromY));
		}
	return out;
}

const meanSquare = (values: readonly number[]) =>
	values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length);

/**
 * Root of the Laplacian's mean square over the root of the brightness's, both about their means: no unit, and neither light nor
 * contrast changes it. 0: one flat colour.
 */
export function sharpnessOf(picture: Picture, square: Square): number {
	const light = shrunk(picture, square, ACROSS);
	const mean = light.reduce((sum, value) => sum + value, 0) / light.length;
	const spread = Math.sqrt(meanSquare(Array.from(light, (value) => value - mean)));
	if (spread === 0) return 0;
	const edges: number[] = [];
	for (let row = 1; row < ACROSS - 1; row++)
		for (let column = 1; column < ACROSS - 1; column++) {
			const at = row * ACROSS + column;
			const around = [at - 1, at + 1, at - ACROSS, at + ACROSS];
			edges.push(around.reduce((sum, other) => sum + (light[other] ?? 0), -4 * (light[at] ?? 0)));
		}
	return Math.sqrt(meanSquare(edges)) / spread;
}
