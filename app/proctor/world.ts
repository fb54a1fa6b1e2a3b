/** The browser, as far as watching needs it. Tests give another one. */
import { startFace, type FaceReading, type FaceWatching } from '#models/face/index.ts';
import { startHead, type HeadReading, type StraightAhead } from '#models/head/index.ts';
import { startVoice, type VoiceExtras, type VoiceReading } from '#models/voice/index.ts';
import { weightNamed } from '#models/weights/manifest.ts';
import {
	analyseIdentity,
	type IdentityAnalysis,
	type IdentityAnalysisOptions
} from './analyse-identity.ts';
import { openCamera } from '../device/camera.ts';
import {
	onCaptureChange,
	sourceOf,
	type CaptureKind,
	type CaptureOutcome
} from '../device/capture.ts';
import { openMicrophone } from '../device/microphone.ts';
import type { CameraSource } from './camera-source.ts';
import { startPageMonitors, type PageMonitorDeps, type PageMonitors } from './page-monitors.ts';
import { browserScreen, type ScreenWorld } from './screen-share.svelte.ts';
import type { SensorDeps } from './sensor.ts';

export type Analyse<Reading> = SensorDeps<Reading>['analyse'];

export type FrameAnalysis = Pick<FaceWatching, 'stop' | 'stats'>;

export interface World {
	openCamera(): Promise<CaptureOutcome>;
	openMicrophone(): Promise<CaptureOutcome>;
	/** Which camera a track comes from. */
	sourceOf(track: MediaStreamTrack): CameraSource;
	analyseFaces(options: Parameters<Analyse<FaceReading>>[0]): Promise<FrameAnalysis>;
	analyseHead(
		options: Parameters<Analyse<HeadReading>>[0] & { eyes: boolean; straightAhead: StraightAhead }
	): Promise<FrameAnalysis>;
	analyseIdentity(options: IdentityAnalysisOptions): Promise<IdentityAnalysis>;
	analyseVoice(
		options: Parameters<Analyse<VoiceReading>>[0] & { extras?: VoiceExtras }
	): Promise<{ stop(): void }>;
	monitorPage(deps: Omit<PageMonitorDeps, 'page'>): PageMonitors;
	screen: ScreenWorld;
	/** Is the page out of view. */
	hidden(): boolean;
	onCaptureChange(kind: CaptureKind, changed: () => void): () => void;
	/** Monotonic, and the wall clock. */
	now(): number;
	wall(): number;
	/** Returns what stops it. */
	every(ms: number, call: () => void): () => void;
}

export const browserWorld = (): World => ({
	openCamera: () => openCamera(),
	openMicrophone: () => openMicrophone(),
	sourceOf,
	analyseFaces: (options) => startFace({ ...options, ...weightNamed('face_detector') }),
	analyseHead: (options) => startHead({ ...options, ...weightNamed('face_landmarker') }),
	analyseIdentity: (options) => analyseIdentity(options),
	analyseVoice: (options) => startVoice(options),
	monitorPage: (deps) => startPageMonitors({ ...deps, page: document }),
	screen: browserScreen(),
	hidden: () => document.visibilityState === 'hidden',
	onCaptureChange: (kind, changed) => onCaptureChange(kind, changed),
	now: () => performance.now(),
	wall: () => Date.now(),
	every(ms, call) {
		const timer = setInterval(call, ms);
		return () => clearInterval(timer);
	}
});
