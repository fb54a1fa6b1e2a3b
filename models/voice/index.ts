/**
 * Listens to a microphone track, in an audio worklet and a worker. Sound goes nowhere but through those two; what comes out
 * are loudness and the probability of speech, twice a second, and what `extras` asks for. Never throws: what goes wrong is told to onTrouble.
 */
import { proxy, releaseProxy, transfer, wrap } from 'comlink';
import { createBackOff } from '../back-off.ts';
import { followTrack, type Trouble, type TroubleCode } from '../trouble.ts';
import { openTap, type Tap } from './tap.ts';
import type { VoiceExtras, VoiceReading } from './voice-reading.ts';
import type { VoiceWorkerApi } from './voice.worker.ts';

export {
	createEnrolment,
	createSpeakerReader,
	type Enrolment,
	type SpeakerReader,
	type SpeakerReading
} from './speaker.ts';
export { noTimbre, timbreOf, valuesOf, type Timbre } from './timbre.ts';
export type { Prosody, VoiceExtras, VoiceReading } from './voice-reading.ts';
export type { Trouble, TroubleCode } from '../trouble.ts';

export interface VoiceOptions {
	track: MediaStreamTrack;
	onReading: (reading: VoiceReading) => void;
	onTrouble: (trouble: Trouble) => void;
	/** What else is to be measured; nothing is measured unasked. */
	extras?: VoiceExtras;
}

export interface VoiceListening {
	stop(): void;
}

/** Readings come twice a second; so long without one while sound flows, and the worker is taken for dead. */
const SILENT_WORKER_MS = 10_000;

export async function startVoice(options: VoiceOptions): Promise<VoiceListening> {
	const { track, onReading, onTrouble } = options;
	const backOff = createBackOff();
	const troubles = new Set<TroubleCode>();
	let stopped = false;
	let heardAt = performance.now();
	let closeWorker: () => void = () => undefined;
	let again: ReturnType<typeof setTimeout> | undefined;

	const tell = ({ code, over }: Trouble) => {
		if (stopped || troubles.has(code) !== over) return;
		if (over) troubles.delete(code);
		else troubles.add(code);
		onTrouble({ code, over });
	};
	const unfollow = followTrack(track, tell);
	const tap: Tap | null = await openTap(track, tell).catch(() => null);
	if (!tap) {
		tell({ code: 'worklet_failed', over: false });
		return { stop: unfollow };
	}

	const hear = (reading: VoiceReading) => {
		heardAt = performance.now();
		backOff.succeeded();
		tell({ code: 'worker_crashed', over: true });
		if (!stopped) onReading({ ...reading, at: reading.at - performance.timeOrigin });
	};
	const startWorker = () => {
		const worker = new Worker(new URL('./voice.worker.ts', import.meta.url), {
			type: 'module',
			name: 'voice'
		});
		const remote = wrap<VoiceWorkerApi>(worker);
		heardAt = performance.now();
		closeWorker = () => {
			closeWorker = () => undefined;
			remote[releaseProxy]();
			worker.terminate();
		};
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			restart();
		});
		const { port1, port2 } = new MessageChannel();
		tap.sendTo(port1);
		remote
			.listen(transfer(port2, [port2]), tap.sampleRate, proxy(hear), options.extras ?? {})
			.catch(restart);
	};
	const restart = () => {
		closeWorker();
		tell({ code: 'worker_crashed', over: false });
		clearTimeout(again);
		if (!stopped) again = setTimeout(startWorker, backOff.next());
	};
	startWorker();
	const check = setInterval(() => {
		const expected = tap.running && !track.muted && track.readyState === 'live';
		if (!expected) heardAt = performance.now();
		else if (performance.now() - heardAt > SILENT_WORKER_MS) restart();
	}, 2_000);

	return {
		stop() {
			stopped = true;
			clearInterval(check);
			clearTimeout(again);
			closeWorker();
			unfollow();
			tap.close();
		}
	};
}
