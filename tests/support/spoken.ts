/** Recordings of four people saying single digits, joined as one person's speech. Null where there are no recordings. */
import { readdirSync } from 'node:fs';
import { asset } from './assets.ts';
import { readWav, type Sound } from './wav.ts';

export const speakers = ['george', 'jackson', 'lucas', 'nicolas'] as const;
export type Speaker = (typeof speakers)[number];

const LEVEL = 0.06;
const PAUSE_S = 0.2;

const rms = (samples: Float32Array) =>
	Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
const doubled = (samples: Float32Array) =>
	Float32Array.from({ length: 2 * samples.length }, (_, i) => {
		const here = samples[i >> 1] ?? 0;
		return i % 2 === 0 ? here : (here + (samples[(i >> 1) + 1] ?? here)) / 2;
	});
function atLevel(samples: Float32Array, level: number): Float32Array {
	const factor = level / rms(samples);
	return samples.map((sample) => sample * factor);
}

export interface Spoken {
	speaker: Speaker;
	/** Of the recordings 0 to 9 of each digit. */
	takes: readonly number[];
	/** As loud as this much below the speech. */
	noise?: { sound: Sound; belowDb: number };
	/** Begin with another digit. */
	from?: number;
	/** All recordings of one digit, then of the next, instead of counting: other words at the beginning than later. */
	wordByWord?: boolean;
}

/** Each word equally loud, so that loudness tells nobody apart. Recorded at 8 kHz; 16 kHz here, or their steps would sound as noise. */
export function spoken({ speaker, takes, noise, from = 0, wordByWord }: Spoken): Sound | null {
	const folder = asset('speech/fsdd');
	if (!folder) return null;
	const order = (name: string) => (wordByWord ? name : name.split('_').toReversed().join());
	const names = readdirSync(folder)
		.filter((name) => takes.some((take) => name.endsWith(`_${speaker}_${take}.wav`)))
		.toSorted((a, b) => order(a).localeCompare(order(b)));
	const turned = [...names.slice(from), ...names.slice(0, from)];
	const words = turned.map((name) => atLevel(doubled(readWav(`${folder}/${name}`).samples), LEVEL));
	const rate = 16_000;
	const gap = PAUSE_S * rate;
	const samples = new Float32Array(words.reduce((sum, word) => sum + word.length + gap, 0));
	let at = 0;
	for (const word of words) {
		samples.set(word, at);
		at += word.length + gap;
	}
	if (noise) {
		const step = noise.sound.rate / rate;
		const quiet = atLevel(noise.sound.samples, LEVEL * 10 ** (-noise.belowDb / 20));
		samples.forEach((sample, i) => {
			samples[i] = sample + (quiet[Math.floor(i * step) % quiet.length] ?? 0);
		});
	}
	return { rate, samples };
}
