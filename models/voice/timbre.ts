/**
 * How a voice sounds on average, and how it varies: mean and covariance of the voiced frames' cepstrum and pitch, kept as sums,
 * so that pieces add up in any order. Pure; no sound can be made from it again.
 */
import { COEFFICIENTS } from './cepstrum.ts';
import type { FrameFeatures } from './voice-features.ts';

export const DIMENSIONS = COEFFICIENTS + 1;

export interface Timbre {
	/** Voiced frames that went in. */
	frames: number;
	/** Per dimension. */
	sums: number[];
	/** Of each pair of dimensions: the lower triangle, row by row. */
	products: number[];
}

/** Makes an octave about as wide as the cepstrum's own spread. */
const PITCH_WEIGHT = 8;
/** Added to each variance: of few frames, or of a hum, it could be nothing. */
const LEAST_VARIANCE = 0.1;

const PAIRS = (DIMENSIONS * (DIMENSIONS + 1)) / 2;

export const noTimbre = (): Timbre => ({
	frames: 0,
	sums: new Array<number>(DIMENSIONS).fill(0),
	products: new Array<number>(PAIRS).fill(0)
});

export function addFrame(
	timbre: Timbre,
	{ cepstrum, pitch }: Pick<FrameFeatures, 'cepstrum' | 'pitch'>
): void {
	const point = [...cepstrum, PITCH_WEIGHT * Math.log(pitch)];
	timbre.frames++;
	let pair = 0;
	for (let i = 0; i < DIMENSIONS; i++) {
		const value = point[i] as number;
		timbre.sums[i] = (timbre.sums[i] as number) + value;
		for (let j = 0; j <= i; j++, pair++)
			timbre.products[pair] = (timbre.products[pair] as number) + value * (point[j] as number);
	}
}

const plus = (a: number[], b: number[]) => a.map((value, i) => value + (b[i] as number));

export const addTimbre = (a: Timbre, b: Timbre): Timbre => ({
	frames: a.frames + b.frames,
	sums: plus(a.sums, b.sums),
	products: plus(a.products, b.products)
});

/** As one list of numbers, to be kept. */
export const valuesOf = ({ frames, sums, products }: Timbre): Float64Array<ArrayBuffer> =>
	Float64Array.from([frames, ...sums, ...products]);

/** null: it is no such list. */
export function timbreOf(values: Float64Array): Timbre | null {
	if (values.length !== 1 + DIMENSIONS + PAIRS || !values.every(Number.isFinite)) return null;
	const [frames, ...rest] = values;
	if (frames === undefined || frames < 1) return null;
	return { frames, sums: rest.slice(0, DIMENSIONS), products: rest.slice(DIMENSIONS) };
}

type Matrix = number[][];
const at = (matrix: Matrix, i: number, j: number) => (matrix[i] as number[])[j] as number;
const square = (cell: (i: number, j: number) => number): Matrix =>
	Array.from({ length: DIMENSIONS }, (_, i) =>
		Array.from({ length: DIMENSIONS }, (_, j) => cell(i, j))
	);

function spread({ frames, sums, products }: Timbre): { mean: number[]; covariance: Matrix } {
	const mean = sums.map((sum) => sum / frames);
	const covariance = square((i, j) => {
		const [row, column] = i >= j ? [i, j] : [j, i];
		const product = (products[(row * (row + 1)) / 2 + column] as number) / frames;
		const own = product - (mean[row] as number) * (mean[column] as number);
		return i === j ? Math.max(0, own) + LEAST_VARIANCE : own;
	});
	return { mean, covariance };
}

/** By elimination; the matrices have something added on their diagonal and are never singular. */
function inverse(matrix: Matrix): Matrix {
	const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
	for (let i = 0; i < DIMENSIONS; i++) {
		const pivot = rows.slice(i).reduce((best, row, k, rest) => {
			const largest = Math.abs((rest[best] as number[])[i] as number);
			return Math.abs(row[i] as number) > largest ? k : best;
		}, 0);
		const chosen = rows[i + pivot] as number[];
		rows[i + pivot] = rows[i] as number[];
		const head = chosen[i] as number;
		const scaled = chosen.map((value) => value / head);
		rows[i] = scaled;
		for (let k = 0; k < DIMENSIONS; k++) {
			const row = rows[k] as number[];
			const factor = row[i] as number;
			if (k === i || factor === 0) continue;
			rows[k] = row.map((value, j) => value - factor * (scaled[j] as number));
		}
	}
	return rows.map((row) => row.slice(DIMENSIONS));
}

function traceOfProduct(a: Matrix, b: Matrix): number {
	let sum = 0;
	for (let i = 0; i < DIMENSIONS; i++)
		for (let j = 0; j < DIMENSIONS; j++) sum += at(a, i, j) * at(b, j, i);
	return sum;
}

/**
 * How unlike two voices are: 0 is the same sums; the fewer frames, the higher it is for one voice too. Distance of the means
 * in units of the shared spread, plus the arithmetic-harmonic sphericity of the covariances (Bimbot and others, 1995), which
 * does without a model of how people sound in general.
 */
export function unlikeness(one: Timbre, other: Timbre): number {
	const a = spread(one);
	const b = spread(other);
	const shared = inverse(square((i, j) => (at(a.covariance, i, j) + at(b.covariance, i, j)) / 2));
	const apart = a.mean.map((value, i) => value - (b.mean[i] as number));
	let distance = 0;
	for (let i = 0; i < DIMENSIONS; i++)
		for (let j = 0; j < DIMENSIONS; j++)
			distance += (apart[i] as number) * at(shared, i, j) * (apart[j] as number);
	const sphericity =
		(traceOfProduct(a.covariance, inverse(b.covariance)) *
			traceOfProduct(b.covariance, inverse(a.covariance))) /
		DIMENSIONS ** 2;
	return distance / DIMENSIONS + Math.log(sphericity);
}
