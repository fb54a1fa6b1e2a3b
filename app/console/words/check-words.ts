/** Each check as a short fact, for a row's label and the newest observation. Never blame. */
import { m } from '#app/i18n/generated/messages.js';
import type { Check } from '#sync/schema/observation.ts';

const words: Record<Check, () => string> = {
	face_absent: m.console_check_face_absent,
	face_multiple: m.console_check_face_multiple,
	camera_blocked: m.console_check_camera_blocked,
	camera_unavailable: m.console_check_camera_unavailable,
	microphone_unavailable: m.console_check_microphone_unavailable,
	speech: m.console_check_speech,
	loud: m.console_check_loud,
	page_hidden: m.console_check_page_hidden,
	focus_lost: m.console_check_focus_lost,
	fullscreen_left: m.console_check_fullscreen_left,
	copy: m.console_check_copy,
	cut: m.console_check_cut,
	paste: m.console_check_paste,
	analysis_unavailable: m.console_check_analysis_unavailable,
	analysis_slow: m.console_check_analysis_slow,
	clock_jump: m.console_check_clock_jump,
	storage_failing: m.console_check_storage_failing,
	storage_damaged: m.console_check_storage_damaged
};

export const checkWords = (check: Check): string => words[check]();
