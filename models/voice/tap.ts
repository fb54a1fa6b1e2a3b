/** A track's sound, straight from the audio thread to whoever holds the other end of a port. */
import type { Trouble } from '../trouble.ts';
import tapUrl from './tap.worklet.ts?worker&url';
import { SAMPLE_RATE } from './sound.ts';

export interface Tap {
	readonly sampleRate: number;
	/** False while the browser holds the sound back. */
	readonly running: boolean;
	sendTo(port: MessagePort): void;
	close(): void;
}

/** Nothing is played, so no output device is opened where the browser can do without. */
const silentOutput = { sinkId: { type: 'none' } } as AudioContextOptions;

function openContext(stream: MediaStream): {
	context: AudioContext;
	source: MediaStreamAudioSourceNode;
} {
	const context = new AudioContext({ ...silentOutput, sampleRate: SAMPLE_RATE });
	try {
		return { context, source: context.createMediaStreamSource(stream) };
	} catch {
		// Firefox connects a microphone only to a context of the microphone's own rate.
		void context.close();
		const plain = new AudioContext(silentOutput);
		return { context: plain, source: plain.createMediaStreamSource(stream) };
	}
}

/** Rejects where there are no worklets or this one cannot be loaded. */
export async function openTap(
	track: MediaStreamTrack,
	onTrouble: (trouble: Trouble) => void
): Promise<Tap> {
	const { context, source } = openContext(new MediaStream([track]));
	try {
		await context.audioWorklet.addModule(tapUrl);
	} catch (error) {
		void context.close();
		throw error;
	}
	const node = new AudioWorkletNode(context, 'tap', { numberOfInputs: 1, numberOfOutputs: 1 });
	source.connect(node);
	// A node that leads nowhere may never be run. This one's output is silence.
	node.connect(context.destination);

	const resume = () => void context.resume();
	const follow = () => {
		if (context.state === 'closed') return;
		onTrouble({ code: 'audio_suspended', over: context.state === 'running' });
		if (context.state !== 'running') resume();
	};
	context.addEventListener('statechange', follow);
	// Without a gesture browsers start no sound; any touch or key will do.
	const gestures = ['pointerdown', 'keydown'] as const;
	for (const gesture of gestures)
		addEventListener(gesture, resume, { capture: true, passive: true });
	if (context.state !== 'running') {
		resume();
		await new Promise((resolve) => setTimeout(resolve, 500));
		follow();
	}
	return {
		sampleRate: context.sampleRate,
		get running() {
			return context.state === 'running';
		},
		sendTo: (port) => node.port.postMessage(port, [port]),
		close() {
			for (const gesture of gestures) removeEventListener(gesture, resume, { capture: true });
			context.removeEventListener('statechange', follow);
			source.disconnect();
			node.disconnect();
			void context.close();
		}
	};
}
