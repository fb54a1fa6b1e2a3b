import { m } from '#app/i18n/generated/messages.js';
import type { Check } from '#sync/schema/observation.ts';
import type { Policy } from '#sync/schema/policy.ts';
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

/** Those whose length a teacher may have a view on, with the sensor that each needs. */
export const timedChecks: readonly {
	check: Check;
	name: () => string;
	needs?: 'camera' | 'microphone' | 'fullscreen';
}[] = [
	{ check: 'face_absent', name: m.observation_face_absent, needs: 'camera' },
	{ check: 'face_multiple', name: m.observation_face_multiple, needs: 'camera' },
	{ check: 'camera_blocked', name: m.observation_camera_blocked, needs: 'camera' },
	{ check: 'speech', name: m.observation_speech, needs: 'microphone' },
	{ check: 'loud', name: m.observation_loud, needs: 'microphone' },
	{ check: 'page_hidden', name: m.observation_page_hidden },
	{ check: 'focus_lost', name: m.observation_focus_lost },
	{ check: 'fullscreen_left', name: m.observation_fullscreen_left, needs: 'fullscreen' }
];
