import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading } from '#models/head/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';

/** What the sensors say now: the newest of each; null: none yet. */
export interface Readings {
	face: Pick<FaceReading, 'faces' | 'brightness'> | null;
	head: Pick<HeadReading, 'away'> | null;
	voice: Pick<VoiceReading, 'loudness' | 'speech'> | null;
}
export const noReadings: Readings = { face: null, head: null, voice: null };
