/** Each check as a short fact, for a row's label and the newest observation. Never blame. */
import { m } from '#app/i18n/generated/messages.js';
import type { Check } from '#sync/schema/observation.ts';

const words: Record<Check, () => string> = {
	face_absent: m.observation_face_absent,
	face_multiple: m.observation_face_multiple,
	camera_blocked: m.observation_camera_blocked,
	camera_unavailable: m.observation_camera_unavailable,
	microphone_unavailable: m.observation_microphone_unavailable,
	speech: m.observation_speech,
	loud: m.observation_loud,
	page_hidden: m.observation_page_hidden,
	focus_lost: m.observation_focus_lost,
	fullscreen_left: m.observation_fullscreen_left,
	copy: m.console_check_copy,
	cut: m.console_check_cut,
	paste: m.console_check_paste,
	analysis_unavailable: m.observation_analysis_unavailable,
	analysis_slow: m.observation_analysis_slow,
	clock_jump: m.console_check_clock_jump,
	storage_failing: m.observation_storage_failing,
	storage_damaged: m.observation_storage_damaged
};

export const checkWords = (check: Check): string => words[check]();
