/** A page with nothing but the watch on it, as a session has it. Tests drive it through `window.analysis`. */
import { startFace, type FaceReading, type FaceWatching } from '#models/face/index.ts';
import { startHead, type HeadReading } from '#models/head/index.ts';
import { startVoice, type VoiceReading } from '#models/voice/index.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { Watch, type WatchOptions } from '#app/proctor/watch.svelte.ts';
import { browserWorld } from '#app/proctor/world.ts';

export interface Report {
	entries: EntryContent[];
	faces: FaceReading[];
	voices: VoiceReading[];
	heads: HeadReading[];
	/** Milliseconds of each main-thread task over 50 ms since the start. */
	longTasks: number[];
	camera: string;
	microphone: string;
	/** How often a camera or a microphone was asked for. */
	asked: number;
	/** Names of the workers that were started. */
	workers: string[];
	stats: ReturnType<FaceWatching['stats']> | null;
	ticks: number;
}

export interface Analysis {
	start(options: {
		policy: WatchOptions['policy'];
		modelUrl: string;
		headModelUrl: string;
		/** Refuses any other file. */
		headSha256?: string;
		wasmBase: string;
		/** Without it Chromium's own frames are used, as elsewhere. */
		withoutTrackProcessor?: boolean;
		/** Of faces and heads; else as the product has them. */
		framesPerSecond?: number;
	}): void;
	report(): Report;
	/** Ends the newest worker of this name as a crash would: without a word. */
	loseWorker(name: 'face' | 'head'): void;
	stop(): void;
}

const report: Report = {
	entries: [],
	faces: [],
	voices: [],
	heads: [],
	longTasks: [],
	camera: '',
	microphone: '',
	asked: 0,
	workers: [],
	stats: null,
	ticks: 0
};
let watch: Watch | null = null;
let watching: FaceWatching | null = null;
const workers = new Map<string, Worker>();

globalThis.Worker = new Proxy(Worker, {
	construct(target, [url, options]: [string | URL, WorkerOptions?]) {
		const worker = new target(url, options);
		if (options?.name) workers.set(options.name, worker);
		return worker;
	}
});

const { mediaDevices } = navigator;
const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = (constraints) => {
	report.asked++;
	return getUserMedia(constraints);
};

const told = (state: { state: string; reason?: string }) =>
	state.reason === undefined ? state.state : `${state.state}: ${state.reason}`;

const analysis: Analysis = {
	start({ policy, modelUrl, headModelUrl, headSha256, wasmBase, ...rest }) {
		const { withoutTrackProcessor, framesPerSecond } = rest;
		if (withoutTrackProcessor) Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor');
		new PerformanceObserver((list) =>
			report.longTasks.push(...list.getEntries().map((entry) => entry.duration))
		).observe({ type: 'longtask' });
		setInterval(() => report.ticks++, 50);
		const opened = performance.now();
		watch = new Watch(
			{
				policy,
				clock: () => performance.now() - opened,
				record: (content) => report.entries.push(content)
			},
			{
				...browserWorld(),
				async analyseFaces(options) {
					watching = await startFace({
						...options,
						framesPerSecond,
						modelUrl,
						wasmBase,
						onReading(reading) {
							report.faces.push(reading);
							options.onReading(reading);
						}
					});
					return watching;
				},
				analyseHead: (options) =>
					startHead({
						...options,
						framesPerSecond,
						modelUrl: headModelUrl,
						modelSha256: headSha256,
						wasmBase,
						onReading(reading) {
							report.heads.push(reading);
							options.onReading(reading);
						}
					}),
				analyseVoice: (options) =>
					startVoice({
						...options,
						onReading(reading) {
							report.voices.push(reading);
							options.onReading(reading);
						}
					})
			}
		);
		watch.start();
	},
	report: () => ({
		...report,
		camera: watch ? told(watch.camera) : '',
		microphone: watch ? told(watch.microphone) : '',
		workers: [...workers.keys()],
		stats: watching?.stats() ?? null
	}),
	loseWorker: (name) => workers.get(name)?.terminate(),
	stop: () => watch?.stop()
};
Object.assign(globalThis, { analysis });
