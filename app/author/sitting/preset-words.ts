import { m } from '#app/i18n/generated/messages.js';
import type { Check } from '#sync/schema/observation.ts';
import { analyses, type Analysis, type Policy } from '#sync/schema/policy.ts';
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

/** What may be chosen beside faces and voice, each with the sensor it needs. */
export const chosenAnalyses: readonly {
	analysis: Analysis;
	name: () => string;
	needs: 'camera' | 'microphone';
}[] = [
	{ analysis: 'head', name: m.sitting_head, needs: 'camera' },
	{ analysis: 'eyes', name: m.sitting_eyes, needs: 'camera' }
];

/** In the order of the list, so that the same choice is the same policy. */
export const withAnalysis = (policy: Policy, chosen: Analysis, on: boolean): Analysis[] =>
	analyses.filter((each) => (each === chosen ? on : (policy.analyses?.includes(each) ?? false)));

/** Those whose length a teacher may have a view on, with the sensor that each needs. */
export const timedChecks: readonly {
	check: Check;
	name: () => string;
	needs?: 'camera' | 'microphone' | 'fullscreen';
	analysis?: Analysis;
}[] = [
	{ check: 'face_absent', name: m.observation_face_absent, needs: 'camera' },
	{ check: 'face_multiple', name: m.observation_face_multiple, needs: 'camera' },
	{ check: 'face_partial', name: m.observation_face_partial, needs: 'camera' },
	{ check: 'camera_blocked', name: m.observation_camera_blocked, needs: 'camera' },
	{ check: 'head_away', name: m.observation_head_away, needs: 'camera', analysis: 'head' },
	{ check: 'eyes_away', name: m.observation_eyes_away, needs: 'camera', analysis: 'eyes' },
	{ check: 'speech', name: m.observation_speech, needs: 'microphone' },
	{ check: 'loud', name: m.observation_loud, needs: 'microphone' },
	{ check: 'page_hidden', name: m.observation_page_hidden },
	{ check: 'focus_lost', name: m.observation_focus_lost },
	{ check: 'window_small', name: m.observation_window_small },
	{ check: 'fullscreen_left', name: m.observation_fullscreen_left, needs: 'fullscreen' }
];
