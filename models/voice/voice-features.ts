/** What one frame of sound measures: 512 samples at 16 kHz, 32 ms. */
import Meyda from 'meyda';
import { cepstrum } from './cepstrum.ts';
import { FRAME_SAMPLES, SAMPLE_RATE, SILENCE_DBFS } from './sound.ts';

export interface FrameFeatures {
	/** dBFS of the frame's root mean square. */
	level: number;
	/** 0: all energy in a few frequencies; 1: spread like white noise. */
	flatness: number;
	/** How alike the frame is to itself one pitch period later, 0 to 1; voices have one of 80 to 400 Hz. */
	periodicity: number;
	/** Hz of that period; of several that fit about as well the shortest. 0: none. */
	pitch: number;
	/** Shape of the spectrum, see cepstrum.ts. */
	cepstrum: number[];
}

const SHORTEST_PERIOD = SAMPLE_RATE / 400;
const LONGEST_PERIOD = SAMPLE_RATE / 80;
/** Twice the period fits as well as the period itself; this much less well is still as well. */
const AS_WELL = 0.9;

Meyda.bufferSize = FRAME_SAMPLES;
Meyda.sampleRate = SAMPLE_RATE;

const toDecibels = (rms: number) => Math.max(SILENCE_DBFS, 20 * Math.log10(Math.max(rms, 1e-9)));

export function frameFeatures(samples: Float32Array): FrameFeatures {
	let power = 0;
	for (const sample of samples) power += (sample * sample) / samples.length;
	const measured = Meyda.extract(['spectralFlatness', 'powerSpectrum'], samples);
	const flatness = measured?.spectralFlatness ?? 1;
	return {
		// Not Meyda's rms: that one is of the windowed frame, 4.3 dB lower.
		level: toDecibels(Math.sqrt(power)),
		// 0/0 for silence.
		flatness: Number.isFinite(flatness) ? flatness : 1,
		...period(samples),
		cepstrum: cepstrum(measured?.powerSpectrum ?? [])
	};
}

/** Highest normalised autocorrelation within the range of voices, and where it is. Meyda has no such feature. */
function period(samples: Float32Array): Pick<FrameFeatures, 'periodicity' | 'pitch'> {
	let mean = 0;
	for (const sample of samples) mean += sample / samples.length;
	const centred = samples.map((sample) => sample - mean);
	const likeness: number[] = [];
	for (let lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag++) {
		let product = 0;
		let here = 0;
		let later = 0;
		for (let i = 0; i + lag < centred.length; i++) {
			const a = centred[i] as number;
			const b = centred[i + lag] as number;
			product += a * b;
			here += a * a;
			later += b * b;
		}
		likeness.push(here > 0 && later > 0 ? product / Math.sqrt(here * later) : 0);
	}
	const best = Math.max(0, ...likeness);
	const at = likeness.findIndex(
		(value, i) =>
			value > 0 &&
			value >= AS_WELL * best &&
			value >= (likeness[i - 1] ?? 0) &&
			value >= (likeness[i + 1] ?? 0)
	);
	return { periodicity: best, pitch: at < 0 ? 0 : SAMPLE_RATE / (SHORTEST_PERIOD + at) };
}
