/**
 * The shape of a frame's spectrum in a dozen numbers: mel-frequency cepstral coefficients 1 to 12 of 120 to 3900 Hz. Meyda's own
 * take the logarithm of one plus the energy, which flattens quiet speech, and reach to half the sampling rate, where
 * microphones differ more than people do.
 */
import { FRAME_SAMPLES, SAMPLE_RATE } from './sound.ts';

export const COEFFICIENTS = 12;
const BANDS = 24;
const LOWEST_HZ = 120;
const HIGHEST_HZ = 3_900;
/** Of a band without any energy. */
const LEAST_ENERGY = 1e-9;

const toMel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const toHertz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

interface Band {
	first: number;
	weights: number[];
}

/** Triangles that overlap by half, as wide as the ear's. */
const bands: Band[] = Array.from({ length: BANDS }, (_, band) => {
	const edge = (i: number) => {
		const share = i / (BANDS + 1);
		const mel = toMel(LOWEST_HZ) + share * (toMel(HIGHEST_HZ) - toMel(LOWEST_HZ));
		return (toHertz(mel) * FRAME_SAMPLES) / SAMPLE_RATE;
	};
	const [from, middle, to] = [edge(band), edge(band + 1), edge(band + 2)];
	const first = Math.ceil(from);
	const weights = Array.from({ length: Math.floor(to) - first + 1 }, (_, i) =>
		Math.min((first + i - from) / (middle - from), (to - first - i) / (to - middle))
	);
	return { first, weights };
});

const cosines = Array.from({ length: COEFFICIENTS }, (_, k) =>
	Array.from(
		{ length: BANDS },
		(_, band) => Math.sqrt(2 / BANDS) * Math.cos((Math.PI * (k + 1) * (band + 0.5)) / BANDS)
	)
);

/** Of a power spectrum of FRAME_SAMPLES / 2 bins. */
export function cepstrum(power: ArrayLike<number>): number[] {
	const energies = bands.map(({ first, weights }) => {
		const sum = weights.reduce((all, weight, i) => all + weight * (power[first + i] ?? 0), 0);
		return Math.log(sum + LEAST_ENERGY);
	});
	return cosines.map((row) =>
		row.reduce((sum, cosine, band) => sum + cosine * (energies[band] ?? 0), 0)
	);
}
