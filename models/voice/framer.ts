/** Sound of any rate, in pieces of any length, into whole frames at the rate the features are measured at. */
import { FRAME_SAMPLES, SAMPLE_RATE } from './sound.ts';

export interface Framer {
	push(samples: Float32Array): Float32Array[];
}

/** Averages the samples that fall into each output sample: a mild low-pass, enough for levels and pitch. */
export function createFramer(fromRate: number): Framer {
	const ratio = fromRate / SAMPLE_RATE;
	let frame = new Float32Array(FRAME_SAMPLES);
	let filled = 0;
	let sum = 0;
	let count = 0;
	let phase = 0;

	return {
		push(samples) {
			const frames: Float32Array[] = [];
			for (const sample of samples) {
				sum += sample;
				count++;
				phase++;
				if (phase < ratio) continue;
				const value = sum / count;
				sum = 0;
				count = 0;
				// Below 16 kHz one sample makes more than one.
				for (; phase >= ratio; phase -= ratio) {
					frame[filled++] = value;
					if (filled < FRAME_SAMPLES) continue;
					frames.push(frame);
					frame = new Float32Array(FRAME_SAMPLES);
					filled = 0;
				}
			}
			return frames;
		}
	};
}
