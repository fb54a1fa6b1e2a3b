/** Sounds that tests make themselves, the same on every run. */
import type { Sound } from './wav.ts';

const RATE = 16_000;

/** Evenly spread noise from a small generator, so that a test that failed fails again. */
function noise(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	};
}

function make(seconds: number, sample: (t: number, random: () => number) => number): Sound {
	const random = noise(7);
	return {
		rate: RATE,
		samples: Float32Array.from({ length: seconds * RATE }, (_, i) => sample(i / RATE, random))
	};
}

/** A buzz with moving pitch through two formants, four syllables a second, a breath every two seconds. */
export function voiceLike(seconds: number): Sound {
	let phase = 0;
	return make(seconds, (t, random) => {
		const pitch = 120 + 20 * Math.sin(2 * Math.PI * 0.7 * t);
		phase += pitch / RATE;
		const syllable = t % 2 > 1.7 ? 0 : Math.max(0, Math.sin(2 * Math.PI * 4 * t)) ** 0.5;
		let sum = 0;
		for (let harmonic = 1; harmonic <= 20; harmonic++) {
			const frequency = harmonic * pitch;
			const shape =
				Math.exp(-(((frequency - 500) / 300) ** 2)) +
				0.5 * Math.exp(-(((frequency - 1_500) / 400) ** 2));
			sum += shape * Math.sin(2 * Math.PI * harmonic * phase);
		}
		return 0.08 * syllable * sum + 0.001 * random();
	});
}

export const quietRoom = (seconds: number) => make(seconds, (_, random) => 0.001 * random());

/** Short bursts of noise, as keys make. */
export const keys = (seconds: number) =>
	make(seconds, (t, random) => random() * ((t * 5.3) % 1 < 0.08 ? 0.2 : 0.001));

/** Mains hum that begins after three seconds. */
export const hum = (seconds: number) =>
	make(
		seconds,
		(t, random) =>
			0.001 * random() +
			(t < 3 ? 0 : 0.1 * Math.sin(2 * Math.PI * 120 * t) + 0.05 * Math.sin(2 * Math.PI * 240 * t))
	);

export const silence = (seconds: number) => make(seconds, () => 0);
