/**
 * From readings and facts to observations. Pure: all times are milliseconds since the session opened and come with the input,
 * and the answer is what is to be recorded. It weighs how long something lasted; what it means is for people to say.
 */
import type { FaceReading } from '#models/face/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import type { Check, Observation } from '#sync/schema/observation.ts';
import { createFact, createSampled, type Lasting, type OpenObservation } from './lasting.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

export type FactCheck =
	| 'camera_unavailable'
	| 'microphone_unavailable'
	| 'page_hidden'
	| 'focus_lost'
	| 'fullscreen_left'
	| 'analysis_unavailable'
	| 'analysis_slow';
export type MomentCheck = 'copy' | 'cut' | 'paste' | 'clock_jump';
export type Sensor = 'camera' | 'microphone';

export type JudgeInput =
	| { kind: 'face'; t: number; reading: FaceReading }
	| { kind: 'voice'; t: number; reading: VoiceReading }
	| {
			kind: 'fact';
			t: number;
			check: FactCheck;
			holds: boolean;
			peak?: number;
			reason?: string;
			/** Whose analysis: each has its own observation. */
			of?: Sensor;
	  }
	| { kind: 'moment'; t: number; check: MomentCheck; peak: number; reason?: string }
	/** Time passes; a few times a second is enough. */
	| { kind: 'time'; t: number }
	/** Watching ends: what is open is closed. */
	| { kind: 'end'; t: number };

export interface Judge {
	step(input: JudgeInput): Observation[];
	/** Those that have begun and are not over. */
	open(): OpenObservation[];
}
export type { OpenObservation };

/** Whether the picture shows anything at all; null: it does. Else how sure that is, 0.5 to 1. */
export function blocked(
	{ faces, brightness, texture }: Pick<FaceReading, 'faces' | 'brightness' | 'texture'>,
	limits: Pick<Thresholds, 'darkBrightness' | 'smoothTexture'> = defaultThresholds
): number | null {
	const nearest = Math.min(brightness / limits.darkBrightness, texture / limits.smoothTexture);
	return faces > 0 || nearest >= 1 ? null : 1 - nearest / 2;
}

export function createJudge(thresholds: Thresholds = defaultThresholds, firstId = 0): Judge {
	let id = firstId;
	const nextId = () => id++;
	const { lasts } = thresholds;
	const sampled = (check: Check) => createSampled(check, lasts[check], nextId);
	const absent = sampled('face_absent');
	const multiple = sampled('face_multiple');
	const covered = sampled('camera_blocked');
	const speech = sampled('speech');
	const loud = sampled('loud');
	const readings = [absent, multiple, covered, speech, loud];
	const facts = new Map<string, Lasting>();
	let speaking = false;
	let isLoud = false;

	const face = (t: number, reading: FaceReading): Observation[] => {
		const shut = blocked(reading, thresholds);
		if (shut !== null)
			return [
				...covered.holds(t, { peak: reading.brightness, confidence: shut }),
				// Who is there cannot be seen: neither for nor against.
				...absent.pass(t),
				...multiple.pass(t)
			];
		const second = reading.boxes.map((box) => box.score).toSorted((a, b) => b - a)[1] ?? 0;
		return [
			...covered.fails(t),
			...(reading.faces === 0
				? absent.holds(t, { peak: 0, confidence: 1 - reading.doubt })
				: absent.fails(t)),
			...(reading.faces > 1
				? multiple.holds(t, { peak: reading.faces, confidence: second })
				: multiple.fails(t))
		];
	};
	const voice = (t: number, reading: VoiceReading): Observation[] => {
		const peak = reading.loudness;
		speaking = reading.speech >= (speaking ? thresholds.speechUntil : thresholds.speechFrom);
		isLoud = peak >= (isLoud ? thresholds.loudUntil : thresholds.loudFrom);
		return [
			...(speaking ? speech.holds(t, { peak, confidence: reading.speech }) : speech.fails(t)),
			...(isLoud ? loud.holds(t, { peak, confidence: 1 }) : loud.fails(t))
		];
	};
	const factOf = (check: FactCheck, of: Sensor | undefined): Lasting => {
		const key = `${check} ${of ?? ''}`;
		const known = facts.get(key) ?? createFact(check, lasts[check], nextId);
		facts.set(key, known);
		return known;
	};
	const all = () => [...readings, ...facts.values()];

	return {
		open: () => all().flatMap((each) => each.open() ?? []),
		step(input) {
			const { t } = input;
			if (input.kind === 'face') return face(t, input.reading);
			if (input.kind === 'voice') return voice(t, input.reading);
			if (input.kind === 'time') return all().flatMap((each) => each.pass(t));
			if (input.kind === 'end') return all().flatMap((each) => each.end(t));
			const { check, peak = 0, reason } = input;
			const why = reason === undefined ? {} : { reason };
			if (input.kind === 'moment') {
				const at = Math.round(t);
				return [
					{ id: nextId(), check, phase: 'moment', from: at, to: at, peak, confidence: 1, ...why }
				];
			}
			const fact = factOf(input.check, input.of);
			return input.holds ? fact.holds(t, { peak, confidence: 1, ...why }) : fact.fails(t);
		}
	};
}
