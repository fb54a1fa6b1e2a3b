import { m } from '#app/i18n/generated/messages.js';
import type { Analysis, Policy } from '#sync/schema/policy.ts';
import type { PresetName } from '#sync/policy-presets.ts';

export const presetWords: Record<PresetName, { name: () => string; text: () => string }> = {
	open_book: { name: m.sitting_preset_open_book, text: m.sitting_preset_open_book_text },
	quiet: { name: m.sitting_preset_quiet, text: m.sitting_preset_quiet_text },
	supervised: { name: m.sitting_preset_supervised, text: m.sitting_preset_supervised_text },
	strict: { name: m.sitting_preset_strict, text: m.sitting_preset_strict_text }
};

export const lateWords: Record<Policy['lateSync'], () => string> = {
	hold: m.sitting_late_hold,
	accept: m.sitting_late_accept,
	reject: m.sitting_late_reject
};

/** Beside faces and voice, by the sensor that each needs. Arousal, which the law may forbid, has a switch that says so. */
export const tunedAnalyses: readonly {
	analysis: Analysis;
	name: () => string;
	sensor: 'camera' | 'microphone';
}[] = [
	{ analysis: 'head', name: m.tune_head, sensor: 'camera' },
	{ analysis: 'eyes', name: m.tune_eyes, sensor: 'camera' },
	{ analysis: 'identity', name: m.tune_identity, sensor: 'camera' },
	{ analysis: 'speaker', name: m.tune_speaker, sensor: 'microphone' }
];
