/** The browser, as far as watching needs it. Tests give another one. */
import { startFace, type FaceReading, type FaceWatching } from '#models/face/index.ts';
import { startVoice, type VoiceReading } from '#models/voice/index.ts';
import { openCamera } from '../device/camera.ts';
import { onCaptureChange, type CaptureKind, type CaptureOutcome } from '../device/capture.ts';
import { openMicrophone } from '../device/microphone.ts';
import { startPageMonitors, type PageMonitorDeps } from './page-monitors.ts';
import type { SensorDeps } from './sensor.ts';

export type Analyse<Reading> = SensorDeps<Reading>['analyse'];

export interface World {
	openCamera(): Promise<CaptureOutcome>;
	openMicrophone(): Promise<CaptureOutcome>;
	analyseFaces(
		options: Parameters<Analyse<FaceReading>>[0]
	): Promise<Pick<FaceWatching, 'stop' | 'stats'>>;
	analyseVoice: Analyse<VoiceReading>;
	monitorPage(deps: Omit<PageMonitorDeps, 'page'>): () => void;
	onCaptureChange(kind: CaptureKind, changed: () => void): () => void;
	/** Monotonic, and the wall clock. */
	now(): number;
	wall(): number;
	/** Returns what stops it. */
	every(ms: number, call: () => void): () => void;
}

const FACE_MODEL = '/vendor/mediapipe/face_detector.tflite';

export const browserWorld = (): World => ({
	openCamera: () => openCamera(),
	openMicrophone: () => openMicrophone(),
	analyseFaces: (options) => startFace({ ...options, modelUrl: FACE_MODEL }),
	analyseVoice: (options) => startVoice(options),
	monitorPage: (deps) => startPageMonitors({ ...deps, page: document }),
	onCaptureChange: (kind, changed) => onCaptureChange(kind, changed),
	now: () => performance.now(),
	wall: () => Date.now(),
	every(ms, call) {
		const timer = setInterval(call, ms);
		return () => clearInterval(timer);
	}
});
