/**
 * What each check is about: the group it belongs to, the unit of its strongest reading, whether it has a length, and the codes
 * that say why. Tables only.
 */
import { staffCheck, type Check, type StaffCheck } from './schema/observation.ts';

export const checkGroups = [
	'face',
	'head',
	'identity',
	'things',
	'voice',
	'speaker',
	'arousal',
	'page',
	'screen',
	'device',
	'network'
] as const;
export type CheckGroup = (typeof checkGroups)[number];

export const groupOf: Readonly<Record<Check, CheckGroup>> = {
	face_absent: 'face',
	face_multiple: 'face',
	face_partial: 'face',
	camera_blocked: 'face',
	picture_frozen: 'face',
	camera_unavailable: 'face',
	camera_changed: 'face',
	camera_virtual: 'face',
	head_away: 'head',
	eyes_away: 'head',
	identity_changed: 'identity',
	spoof_suspected: 'identity',
	thing_phone: 'things',
	thing_book: 'things',
	microphone_unavailable: 'voice',
	speech: 'voice',
	several_voices: 'voice',
	loud: 'voice',
	speaker_changed: 'speaker',
	arousal: 'arousal',
	page_hidden: 'page',
	focus_lost: 'page',
	fullscreen_left: 'page',
	window_small: 'page',
	second_screen: 'page',
	copy: 'page',
	cut: 'page',
	paste: 'page',
	drop: 'page',
	print: 'page',
	context_menu: 'page',
	devtools: 'page',
	automated: 'page',
	fast_text: 'page',
	screen_share_ended: 'screen',
	analysis_unavailable: 'device',
	analysis_slow: 'device',
	clock_jump: 'device',
	device_slept: 'device',
	battery_low: 'device',
	storage_low: 'device',
	storage_failing: 'device',
	storage_damaged: 'device',
	network_gone: 'network'
};

/**
 * What an observation's `peak` counts. `share`: 0 to 1, of what the check is about; `score`: 0 to 1, as the model gives it;
 * `brightness`: 0 to 1, mean of the picture; `rate`: characters a second; `none`: nothing, 0 or 1.
 */
export type CheckUnit =
	| 'faces'
	| 'voices'
	| 'share'
	| 'score'
	| 'brightness'
	| 'degrees'
	| 'dbfs'
	| 'characters'
	| 'rate'
	| 'bytes'
	| 'ms'
	| 'none';

const units: Readonly<Partial<Record<Check, CheckUnit>>> = {
	face_multiple: 'faces',
	/** Of the face's outline that lies outside the picture, estimated. */
	face_partial: 'share',
	camera_blocked: 'brightness',
	/** Frozen: how long nothing moved; looped: the length of what repeats. */
	picture_frozen: 'ms',
	/** From the student's own straight-ahead. */
	head_away: 'degrees',
	eyes_away: 'score',
	identity_changed: 'score',
	spoof_suspected: 'score',
	thing_phone: 'score',
	thing_book: 'score',
	speech: 'dbfs',
	several_voices: 'voices',
	loud: 'dbfs',
	speaker_changed: 'score',
	arousal: 'score',
	/** Of the screen that the window covers; the least. */
	window_small: 'share',
	copy: 'characters',
	cut: 'characters',
	paste: 'characters',
	drop: 'characters',
	fast_text: 'rate',
	/** Of one analysis. */
	analysis_slow: 'ms',
	/** Negative: backwards. */
	clock_jump: 'ms',
	device_slept: 'ms',
	/** Of its charge; the least. */
	battery_low: 'share',
	/** Free; the least. */
	storage_low: 'bytes'
};
export const unitOf = (check: Check): CheckUnit => units[check] ?? 'none';

/** Of these the smallest reading is the strongest. */
export const leastIsStrongest: ReadonlySet<Check> = new Set<Check>([
	'window_small',
	'battery_low',
	'storage_low'
]);

/** Have no length: one entry of phase `moment` each. `storage_damaged` is one too; records hold it so. */
export const momentChecks = [
	'camera_changed',
	'copy',
	'cut',
	'paste',
	'drop',
	'print',
	'context_menu',
	'fast_text',
	'clock_jump',
	'device_slept',
	'storage_damaged'
] as const satisfies readonly Check[];
export type MomentCheck = (typeof momentChecks)[number];
export type LastingCheck = Exclude<Check, MomentCheck>;

export const forStaff = (check: Check): check is StaffCheck =>
	staffCheck.options.includes(check as StaffCheck);

/** Why a camera or a microphone gives nothing. */
export const deviceReasons = [
	'permission_denied',
	'permission_pending',
	'device_missing',
	'device_in_use',
	'not_supported',
	'device_failed',
	'track_ended',
	'track_muted'
] as const;
/** Why what a device gives is not analysed. In the log each stands behind whose analysis it is: `head_model_missing`. */
export const analysisReasons = [
	'model_missing',
	'model_damaged',
	'wasm_failed',
	'worker_crashed',
	'worklet_failed',
	'audio_suspended',
	'no_readings'
] as const;
export type AnalysisReason = (typeof analysisReasons)[number];
/** `camera`: faces; `microphone`: voice. */
export const analysed = [
	'camera',
	'microphone',
	'head',
	'identity',
	'things',
	'speaker',
	'arousal'
] as const;
export type Analysed = (typeof analysed)[number];

const unanalysed = analysed.flatMap((of) => analysisReasons.map((why) => `${of}_${why}` as const));

/** The codes of each check that has any. */
export const reasonsOf = {
	picture_frozen: ['frozen', 'looped'],
	camera_unavailable: deviceReasons,
	/** `turned`: to a side; `raised`, `lowered`; `tilted`: towards a shoulder. */
	head_away: ['turned', 'raised', 'lowered', 'tilted'],
	eyes_away: ['sideways', 'up', 'down'],
	/** `not_real`: looks like a picture of a picture; `not_live`: does not move as a face does. */
	spoof_suspected: ['not_real', 'not_live'],
	microphone_unavailable: deviceReasons,
	/** `split`: as high or as wide as the screen, with room for another beside it. */
	window_small: ['small', 'split'],
	/** `docked`: something of the browser takes a part of the window; `shortcut`: their keys were pressed. */
	devtools: ['docked', 'shortcut'],
	/** `webdriver`: the browser says that a program steers it. */
	automated: ['webdriver'],
	/** `share_not_offered`: the device cannot; `share_missing`: it was not shared in the first place. */
	screen_share_ended: ['share_not_offered', 'share_missing', 'share_stopped'],
	analysis_unavailable: unanalysed,
	storage_failing: ['quota_exceeded', 'write_failed']
} as const satisfies Partial<Record<Check, readonly string[]>>;
export type ReasonOf<C extends keyof typeof reasonsOf> = (typeof reasonsOf)[C][number];
