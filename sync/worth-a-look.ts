/**
 * Which checks make somebody look at an attempt afterwards, on the dashboards: those about a person, the room or the page. What a device
 * fails at does not. Facts to look at, no verdict; the database decides with the same list (`worth_a_look`).
 */
import type { Check } from './schema/observation.ts';

/** All of them are named, so that a new one is decided about. */
export const worthALook: Readonly<Record<Check, boolean>> = {
	face_absent: true,
	face_multiple: true,
	face_partial: false,
	camera_blocked: true,
	picture_frozen: true,
	camera_unavailable: false,
	camera_changed: false,
	camera_virtual: true,
	head_away: true,
	eyes_away: true,
	identity_changed: true,
	spoof_suspected: true,
	thing_phone: true,
	thing_book: true,
	microphone_unavailable: false,
	speech: true,
	several_voices: true,
	loud: false,
	speaker_changed: true,
	/** For the student alone. */
	arousal: false,
	page_hidden: true,
	focus_lost: true,
	fullscreen_left: true,
	window_small: false,
	second_screen: true,
	copy: true,
	cut: true,
	paste: true,
	drop: true,
	print: true,
	context_menu: false,
	devtools: true,
	automated: true,
	fast_text: true,
	screen_share_ended: true,
	analysis_unavailable: false,
	analysis_slow: false,
	clock_jump: false,
	device_slept: false,
	battery_low: false,
	storage_low: false,
	storage_failing: false,
	storage_damaged: false,
	network_gone: false
};
