/**
 * From frame features to readings: is someone speaking, and how loud is it. A measured heuristic, no trained model.
 *
 * A frame is voiced when it is well above the noise floor, has a pitch, and its energy is not spread like noise's. A window
 * of half a second is speech when enough of its frames are voiced and the level moves as it does between syllables; the last
 * keeps hums out until the floor has risen to them. Keys, paper, fans and office noise lack the pitch. What it cannot tell
 * from speech: singing, speech from a loudspeaker, a beep that starts and stops.
 *
 * Measured, as shares of windows called speech: a speech with its pauses 0.71 (a trained detector says 0.68), four people
 * counting 1.00, 0.97, 0.96 and 0.73; typing, paper, a clock, a fan, office noise and a quiet room 0.00, a typewriter 0.02.
 * Zero crossings and spectral centroid were tried and added nothing. The test beside this file holds the shares.
 */
import { FRAME_MS, SILENCE_DBFS } from './sound.ts';
import { createSyllableCounter } from './syllables.ts';
import { addFrame, noTimbre, type Timbre } from './timbre.ts';
import type { FrameFeatures } from './voice-features.ts';

export interface VoiceReading {
	/** performance.now() of the page at the window's end. */
	at: number;
	windowMs: number;
	/** dBFS over the whole window. */
	loudness: number;
	/** Probability that someone spoke in it, 0 to 1. */
	speech: number;
	/** How it was spoken; absent where nobody spoke, or nobody asked. */
	prosody?: Prosody;
	/** Of the voiced frames, while someone spoke; absent where nobody did, or nobody asked. Never leaves the device. */
	timbre?: Timbre;
}

export interface Prosody {
	/** Hz, median of the voiced frames. */
	pitch: number;
	/** dBFS, mean of the voiced frames' levels. */
	level: number;
	/** That began in the window. */
	syllables: number;
}

/** What is measured beside speech and loudness. */
export interface VoiceExtras {
	prosody?: boolean;
	timbre?: boolean;
}

export const WINDOW_FRAMES = 16;
export const WINDOW_MS = WINDOW_FRAMES * FRAME_MS;

const FLOOR_FRAMES = Math.round(10_000 / FRAME_MS);
const FLOOR_PERCENTILE = 0.1;
/** A floor below this is a muted or gated microphone; what is barely above it is not a voice yet. */
const LOWEST_FLOOR_DBFS = -70;
const MODULATION_FRAMES = Math.round(1_000 / FRAME_MS);

/** Middle and width of each soft threshold. */
const ABOVE_FLOOR_DB = [8, 2] as const;
const PERIODICITY = [0.62, 0.07] as const;
const FLATNESS = [0.3, 0.05] as const;
const VOICED_SHARE = [0.2, 0.05] as const;
const MODULATION_DB = [3, 0.7] as const;

const above = (value: number, [middle, width]: readonly [number, number]) =>
	1 / (1 + Math.exp((middle - value) / width));
const below = (value: number, threshold: readonly [number, number]) => 1 - above(value, threshold);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => {
	const middle = mean(values);
	return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

export interface VoiceReader {
	/** Null until the frame that completes a window. */
	push(frame: FrameFeatures): Omit<VoiceReading, 'at'> | null;
}

/** Nearer to the floor, how a voice sounds is mixed with how the room does: a fan that starts would be another speaker. */
const CLEAR_DB = 15;
/** From here on a frame is of a voice, and a window of speech. */
const MORE_LIKELY = 0.5;

export function createVoiceReader(extras: VoiceExtras = {}): VoiceReader {
	let levels: number[] = [];
	let window: FrameFeatures[] = [];
	const syllables = createSyllableCounter();

	const floor = () =>
		levels.toSorted((a, b) => a - b)[Math.floor(levels.length * FLOOR_PERCENTILE)] ?? SILENCE_DBFS;

	const read = (): Omit<VoiceReading, 'at'> => {
		const ground = Math.max(floor(), LOWEST_FLOOR_DBFS);
		const likely = window.map(
			({ level, flatness, periodicity }) =>
				above(level - ground, ABOVE_FLOOR_DB) *
				above(periodicity, PERIODICITY) *
				below(flatness, FLATNESS)
		);
		const modulation = deviation(levels.slice(-MODULATION_FRAMES));
		const power = mean(window.map(({ level }) => 10 ** (level / 10)));
		const speech =
			Math.round(above(mean(likely), VOICED_SHARE) * above(modulation, MODULATION_DB) * 1000) /
			1000;
		const isVoiced = (i: number) => (likely[i] ?? 0) >= MORE_LIKELY;
		const begun = window.filter(({ level }, i) => syllables.push(level, isVoiced(i))).length;
		const voiced = window.filter(({ pitch }, i) => pitch > 0 && isVoiced(i));
		const clear = voiced.filter(({ level }) => level - ground >= CLEAR_DB);
		const spoken = speech >= MORE_LIKELY;
		return {
			windowMs: WINDOW_MS,
			loudness: Math.max(SILENCE_DBFS, Math.round(100 * Math.log10(power)) / 10),
			speech,
			...(spoken && extras.prosody && voiced.length > 0
				? { prosody: prosodyOf(voiced, begun) }
				: {}),
			...(spoken && extras.timbre && clear.length > 0 ? { timbre: timbreOf(clear) } : {})
		};
	};

	return {
		push(frame) {
			levels = [...levels.slice(-(FLOOR_FRAMES - 1)), frame.level];
			window.push(frame);
			if (window.length < WINDOW_FRAMES) return null;
			const reading = read();
			window = [];
			return reading;
		}
	};
}

function prosodyOf(voiced: FrameFeatures[], syllables: number): Prosody {
	const pitches = voiced.map(({ pitch }) => pitch).toSorted((a, b) => a - b);
	return {
		pitch: pitches[Math.floor(pitches.length / 2)] ?? 0,
		level: mean(voiced.map(({ level }) => level)),
		syllables
	};
}

function timbreOf(voiced: FrameFeatures[]): Timbre {
	const timbre = noTimbre();
	for (const frame of voiced) addFrame(timbre, frame);
	return timbre;
}
