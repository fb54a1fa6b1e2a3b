/** Counts what the models saw in about ten seconds. The log gets these counts, never the readings. Pure. */
import type { FaceReading } from '#models/face/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import type { ReadingsSummary } from '#sync/schema/observation.ts';
import { blocked } from './judge.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

export const SUMMARY_MS = 10_000;

export interface Summing {
	face(reading: FaceReading): void;
	voice(reading: VoiceReading): void;
	/** The summary of what has been seen since the last one: null before its time and when nothing was seen. */
	take(t: number, options?: { early: boolean }): ReadingsSummary | null;
}

const median = (values: number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export function createSumming(thresholds: Thresholds = defaultThresholds, start = 0): Summing {
	let from = start;
	let faces: FaceReading[] = [];
	let voices: VoiceReading[] = [];

	const faceSummary = () => {
		const shut = faces.filter((each) => blocked(each, thresholds) !== null);
		const open = faces.filter((each) => !shut.includes(each));
		return {
			frames: faces.length,
			absent: open.filter((each) => each.faces === 0).length,
			single: open.filter((each) => each.faces === 1).length,
			multiple: open.filter((each) => each.faces > 1).length,
			blocked: shut.length,
			analysisMsMedian: median(faces.map((each) => each.analysisMs))
		};
	};
	const voiceSummary = () => ({
		windows: voices.length,
		speech: voices.filter((each) => each.speech >= thresholds.speechFrom).length,
		loudnessMedian: median(voices.map((each) => each.loudness)),
		loudnessPeak: Math.max(...voices.map((each) => each.loudness))
	});

	return {
		face: (reading) => void faces.push(reading),
		voice: (reading) => void voices.push(reading),
		take(t, { early } = { early: false }) {
			if (t - from < SUMMARY_MS && !early) return null;
			const seen = faces.length + voices.length > 0;
			const summary: ReadingsSummary | null = seen
				? {
						from: Math.round(from),
						to: Math.round(t),
						...(faces.length > 0 ? { face: faceSummary() } : {}),
						...(voices.length > 0 ? { voice: voiceSummary() } : {})
					}
				: null;
			from = t;
			faces = [];
			voices = [];
			return summary;
		}
	};
}
