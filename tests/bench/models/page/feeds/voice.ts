/** Sound through the product's own tap, on an audio thread without a clock, into the product's own worker. */
import { proxy, releaseProxy, transfer, wrap } from 'comlink';
import tapUrl from '#models/voice/tap.worklet.ts?worker&url';
import { FRAME_MS, SAMPLE_RATE } from '#models/voice/sound.ts';
import { WINDOW_FRAMES, type VoiceExtras, type VoiceReading } from '#models/voice/voice-reading.ts';
import type { VoiceWorkerApi } from '#models/voice/voice.worker.ts';

export const WINDOW_MS = WINDOW_FRAMES * FRAME_MS;
/** The tap sends pieces of so long; a window is known when the piece that ends it has come. */
const PIECE_MS = 128;

/** Readings of the whole sound, with `at` in ms of the recording, and what all of them took. */
export async function hear(
	sound: AudioBuffer,
	extras: VoiceExtras = {}
): Promise<{ readings: VoiceReading[]; tookMs: number }> {
	const context = new OfflineAudioContext(1, sound.length, SAMPLE_RATE);
	await context.audioWorklet.addModule(tapUrl);
	const tap = new AudioWorkletNode(context, 'tap', { numberOfInputs: 1, numberOfOutputs: 1 });
	const source = new AudioBufferSourceNode(context, { buffer: sound });
	source.connect(tap).connect(context.destination);
	const worker = new Worker(
		new URL('../../../../../models/voice/voice.worker.ts', import.meta.url),
		{ type: 'module' }
	);
	const remote = wrap<VoiceWorkerApi>(worker);
	const { port1, port2 } = new MessageChannel();
	tap.port.postMessage(port1, [port1]);
	const pieces = Math.floor((sound.duration * 1000) / PIECE_MS);
	const expected = Math.floor((pieces * PIECE_MS) / WINDOW_MS);
	const readings: VoiceReading[] = [];
	const started = performance.now();
	try {
		await new Promise<void>((resolve, reject) => {
			worker.addEventListener('error', (event) => reject(new Error(event.message)));
			const take = (reading: VoiceReading) => {
				const heard = Math.ceil(((readings.length + 1) * WINDOW_MS) / PIECE_MS) * PIECE_MS;
				readings.push({ ...reading, at: heard });
				if (readings.length >= expected) resolve();
			};
			if (expected === 0) resolve();
			remote
				.listen(transfer(port2, [port2]), SAMPLE_RATE, proxy(take), extras)
				.then(async () => {
					source.start();
					await context.startRendering();
				})
				.catch(reject);
		});
		return { readings, tookMs: performance.now() - started };
	} finally {
		remote[releaseProxy]();
		worker.terminate();
	}
}
