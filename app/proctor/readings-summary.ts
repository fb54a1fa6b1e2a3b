/** Counts what the models saw in about ten seconds. The log gets these counts, never the readings. Pure. */
import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading } from '#models/head/index.ts';
import type { Pose } from '#models/head/index.ts';
import type { IdentityReading } from '#models/identity/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import type { Check, KeyStrokes, ReadingsSummary } from '#sync/schema/observation.ts';
import { blocked } from './rules/picture.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

export const SUMMARY_MS = 10_000;

export interface TakeOptions {
	early?: boolean;
	/** How somebody typed meanwhile. */
	keys?: { take(): KeyStrokes | null } | null;
}

export interface Summing {
	face(reading: FaceReading): void;
	head(reading: HeadReading): void;
	identity(reading: Pick<IdentityReading, 'similarity'>): void;
	voice(reading: VoiceReading): void;
	/** The summary of what has been seen since the last one: null before its time and when nothing was seen. */
	take(t: number, options?: TakeOptions): ReadingsSummary | null;
}

const median = (values: number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** `watched`: of what is switched off there is no number. */
export function createSumming(
	thresholds: Thresholds = defaultThresholds,
	start = 0,
	watched: (check: Check) => boolean = () => true
): Summing {
	const several = watched('face_multiple');
	const eyes = watched('eyes_away');
	const head = eyes || watched('head_away');
	const identity = watched('identity_changed');
	const speech = watched('speech');
	let from = start;
	let faces: FaceReading[] = [];
	let heads: HeadReading[] = [];
	/** How like; of the face itself nothing comes here. */
	let looks: (number | null)[] = [];
	let voices: VoiceReading[] = [];

	const faceSummary = () => {
		const shut = faces.filter((each) => blocked(each, thresholds) !== null);
		const open = faces.filter((each) => !shut.includes(each));
		return {
			frames: faces.length,
			absent: open.filter((each) => each.faces === 0).length,
			// A second person who may be there is counted nowhere, nor to be had from what is left over.
			single: open.filter((each) => each.faces === 1 || (!several && each.faces > 1)).length,
			multiple: several ? open.filter((each) => each.faces > 1).length : 0,
			blocked: shut.length,
			analysisMsMedian: median(faces.map((each) => each.analysisMs))
		};
	};
	const headSummary = () => {
		const seen = heads.flatMap((each) => each.away ?? []);
		const open = eyes ? heads.flatMap((each) => each.shut ?? []) : [];
		const of = (pick: (pose: Pose) => number) => (seen.length > 0 ? median(seen.map(pick)) : null);
		return {
			frames: heads.length,
			seen: heads.filter((each) => each.pose !== null).length,
			yawMedian: of(({ yaw }) => yaw),
			pitchMedian: of(({ pitch }) => pitch),
			rollMedian: of(({ roll }) => roll),
			/** Blinks are shorter than the time between two frames: what can be had is how often the eyes were found shut. */
			eyes: open.length,
			eyesShut: open.filter((shut) => shut >= 0.5).length,
			analysisMsMedian: median(heads.map((each) => each.analysisMs))
		};
	};
	const identitySummary = () => ({
		looked: looks.length,
		alike: looks.filter((like) => like !== null && like >= thresholds.unlikeBelow).length,
		unlike: looks.filter((like) => like !== null && like < thresholds.unlikeBelow).length
	});
	const voiceSummary = () => ({
		windows: voices.length,
		speech: speech ? voices.filter((each) => each.speech >= thresholds.speechFrom).length : 0,
		loudnessMedian: median(voices.map((each) => each.loudness)),
		loudnessPeak: Math.max(...voices.map((each) => each.loudness))
	});

	return {
		face: (reading) => void faces.push(reading),
		// It may be looked at for the student's own eyes alone.
		head: (reading) => void (head && heads.push(reading)),
		identity: ({ similarity }) => void (identity && looks.push(similarity)),
		voice: (reading) => void voices.push(reading),
		take(t, { early = false, keys: typed } = {}) {
			if (t - from < SUMMARY_MS && !early) return null;
			const keys = typed?.take() ?? null;
			const seen = faces.length + heads.length + looks.length + voices.length > 0 || keys !== null;
			const summary: ReadingsSummary | null = seen
				? {
						from: Math.round(from),
						to: Math.round(t),
						...(faces.length > 0 ? { face: faceSummary() } : {}),
						...(heads.length > 0 ? { head: headSummary() } : {}),
						...(looks.length > 0 ? { identity: identitySummary() } : {}),
						...(voices.length > 0 ? { voice: voiceSummary() } : {}),
						...(keys ? { keys } : {})
					}
				: null;
			from = t;
			faces = [];
			heads = [];
			looks = [];
			voices = [];
			return summary;
		}
	};
}
