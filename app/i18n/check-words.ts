/** Each check as a short fact: for a row's label, the notice, and what the student opens during the exam. Never blame. */
import { m } from './generated/messages.js';
import type { CheckPart } from '#sync/check-parts.ts';
import type { Check } from '#sync/schema/observation.ts';

const words: Record<Check, () => string> = {
	face_absent: m.observation_face_absent,
	face_multiple: m.observation_face_multiple,
	face_partial: m.observation_face_partial,
	camera_blocked: m.observation_camera_blocked,
	picture_frozen: m.observation_picture_frozen,
	camera_unavailable: m.observation_camera_unavailable,
	camera_changed: m.observation_camera_changed,
	camera_virtual: m.observation_camera_virtual,
	head_away: m.observation_head_away,
	eyes_away: m.observation_eyes_away,
	identity_changed: m.observation_identity_changed,
	spoof_suspected: m.observation_spoof_suspected,
	thing_phone: m.observation_thing_phone,
	thing_book: m.observation_thing_book,
	microphone_unavailable: m.observation_microphone_unavailable,
	speech: m.observation_speech,
	several_voices: m.observation_several_voices,
	loud: m.observation_loud,
	speaker_changed: m.observation_speaker_changed,
	arousal: m.observation_arousal,
	page_hidden: m.observation_page_hidden,
	focus_lost: m.observation_focus_lost,
	fullscreen_left: m.observation_fullscreen_left,
	window_small: m.observation_window_small,
	second_screen: m.observation_second_screen,
	copy: m.console_check_copy,
	cut: m.console_check_cut,
	paste: m.console_check_paste,
	drop: m.console_check_drop,
	print: m.observation_print,
	context_menu: m.observation_context_menu,
	devtools: m.observation_devtools,
	automated: m.observation_automated,
	fast_text: m.observation_fast_text,
	screen_share_ended: m.observation_screen_share_ended,
	analysis_unavailable: m.observation_analysis_unavailable,
	analysis_slow: m.observation_analysis_slow,
	clock_jump: m.console_check_clock_jump,
	device_slept: m.console_check_device_slept,
	battery_low: m.observation_battery_low,
	storage_low: m.observation_storage_low,
	storage_failing: m.observation_storage_failing,
	storage_damaged: m.observation_storage_damaged,
	network_gone: m.observation_network_gone
};

export const checkWords = (check: Check): string => words[check]();

export const partWords: Record<CheckPart, () => string> = {
	camera: m.notice_by_camera,
	microphone: m.notice_by_microphone,
	screen: m.sitting_part_screen,
	page: m.notice_by_page,
	device: m.sitting_part_device
};
