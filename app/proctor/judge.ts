/**
 * From readings and facts to observations. Pure: all times are milliseconds since the session opened and come with the input,
 * and the answer is what is to be recorded. It weighs how long something lasted; what it means is for people to say. What
 * each kind of reading says is a rule of its own (`rules/`).
 */
import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading } from '#models/head/index.ts';
import type { IdentityReading } from '#models/identity/index.ts';
import type { SpeakerReading, VoiceReading } from '#models/voice/index.ts';
import type { Analysed, MomentCheck as AnyMoment } from '#sync/checks.ts';
import type { Check, Observation } from '#sync/schema/observation.ts';
import { createFact, createSampled, never, type Lasting, type OpenObservation } from './lasting.ts';
import { createFaceRule } from './rules/face.ts';
import { createHeadRule } from './rules/head.ts';
import { createIdentityRule } from './rules/identity.ts';
import { createPictureRule } from './rules/picture.ts';
import type { RuleDeps } from './rules/rule.ts';
import { createSpeakerRule } from './rules/speaker.ts';
import { createVoiceRule } from './rules/voice.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

export type FactCheck =
	| 'camera_unavailable'
	| 'camera_virtual'
	| 'microphone_unavailable'
	| 'page_hidden'
	| 'focus_lost'
	| 'fullscreen_left'
	| 'window_small'
	| 'second_screen'
	| 'devtools'
	| 'automated'
	| 'screen_share_ended'
	| 'analysis_unavailable'
	| 'analysis_slow'
	| 'battery_low'
	| 'storage_low'
	| 'network_gone';
/** Damage is told by the store itself. */
export type MomentCheck = Exclude<AnyMoment, 'storage_damaged'>;
export type Sensor = 'camera' | 'microphone';

export type JudgeInput =
	| { kind: 'face'; t: number; reading: FaceReading }
	| { kind: 'head'; t: number; reading: HeadReading }
	| { kind: 'identity'; t: number; reading: IdentityReading }
	| { kind: 'voice'; t: number; reading: VoiceReading }
	| { kind: 'speaker'; t: number; reading: SpeakerReading }
	| {
			kind: 'fact';
			t: number;
			check: FactCheck;
			holds: boolean;
			peak?: number | undefined;
			reason?: string | undefined;
			/** Whose analysis: each has its own observation. */
			of?: Analysed;
	  }
	| {
			kind: 'moment';
			t: number;
			check: MomentCheck;
			peak: number;
			reason?: string | undefined;
	  }
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

/** `watched`: what is switched off never begins. */
export function createJudge(
	thresholds: Thresholds = defaultThresholds,
	firstId = 0,
	watched: (check: Check) => boolean = () => true
): Judge {
	let id = firstId;
	const nextId = () => id++;
	const { lasts } = thresholds;
	const readings: Lasting[] = [];
	const facts = new Map<string, Lasting>();

	const deps: RuleDeps = {
		thresholds,
		sampled(check) {
			if (!watched(check)) return never;
			const lasting = createSampled(check, lasts[check], nextId);
			readings.push(lasting);
			return lasting;
		}
	};
	const picture = createPictureRule(deps);
	const face = createFaceRule(deps);
	const head = createHeadRule(deps);
	const identity = createIdentityRule(deps);
	const voice = createVoiceRule(deps);
	const speaker = createSpeakerRule(deps);

	const factOf = (check: FactCheck, of: Analysed | undefined): Lasting => {
		if (!watched(check)) return never;
		const key = `${check} ${of ?? ''}`;
		const known = facts.get(key) ?? createFact(check, lasts[check], nextId);
		facts.set(key, known);
		return known;
	};
	const momentOf = ({ t, check, peak, reason }: JudgeInput & { kind: 'moment' }): Observation[] => {
		if (!watched(check)) return [];
		const at = Math.round(t);
		const why = reason === undefined ? {} : { reason };
		return [
			{ id: nextId(), check, phase: 'moment', from: at, to: at, peak, confidence: 1, ...why }
		];
	};
	const all = () => [...readings, ...facts.values()];

	return {
		open: () => all().flatMap((each) => each.open() ?? []),
		step(input) {
			const { t } = input;
			switch (input.kind) {
				case 'face':
					return [...picture(t, input.reading), ...face(t, input.reading)];
				case 'head':
					return head(t, input.reading);
				case 'identity':
					return identity(t, input.reading);
				case 'voice':
					return voice(t, input.reading);
				case 'speaker':
					return speaker(t, input.reading);
				case 'moment':
					return momentOf(input);
				case 'time':
					return all().flatMap((each) => each.pass(t));
				case 'end':
					return all().flatMap((each) => each.end(t));
				case 'fact': {
					const { check, holds, peak = 0, reason, of } = input;
					const fact = factOf(check, of);
					return holds ? fact.holds(t, { peak, confidence: 1, reason }) : fact.fails(t);
				}
			}
		}
	};
}
