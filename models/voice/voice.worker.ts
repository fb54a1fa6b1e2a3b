/** Hears the pieces of sound that the worklet sends and gives readings. Sound is dropped as soon as it is measured. */
import { expose } from 'comlink';
import { createFramer } from './framer.ts';
import { frameFeatures } from './voice-features.ts';
import { createVoiceReader, type VoiceExtras, type VoiceReading } from './voice-reading.ts';

export interface VoiceWorkerApi {
	/** `onReading` is told the time of day in the clock that all of a browser's threads share. */
	listen(
		sound: MessagePort,
		sampleRate: number,
		onReading: (reading: VoiceReading) => void,
		extras: VoiceExtras
	): void;
}

const api: VoiceWorkerApi = {
	listen(sound, sampleRate, onReading, extras) {
		const framer = createFramer(sampleRate);
		const reader = createVoiceReader(extras);
		sound.onmessage = ({ data }: MessageEvent<Float32Array>) => {
			for (const frame of framer.push(data)) {
				const reading = reader.push(frameFeatures(frame));
				if (reading) onReading({ at: performance.timeOrigin + performance.now(), ...reading });
			}
		};
	}
};
expose(api);
