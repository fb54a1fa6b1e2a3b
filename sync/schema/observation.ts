/** A reading or browser fact that lasted long enough to record. Facts, never verdicts. */
import * as z from 'zod';
import { milliseconds } from './text.ts';

/** Closed, and only ever added to: records of before hold these names. `sync/checks.ts` says what each is about. */
export const checks = [
	'face_absent',
	'face_multiple',
	'face_partial',
	'camera_blocked',
	'picture_frozen',
	'camera_unavailable',
	'camera_changed',
	'camera_virtual',
	'head_away',
	'eyes_away',
	'identity_changed',
	'spoof_suspected',
	'thing_phone',
	'thing_book',
	'microphone_unavailable',
	'speech',
	'several_voices',
	'loud',
	'speaker_changed',
	'arousal',
	'page_hidden',
	'focus_lost',
	'fullscreen_left',
	'window_small',
	'second_screen',
	'copy',
	'cut',
	'paste',
	'drop',
	'print',
	'context_menu',
	'devtools',
	'automated',
	'fast_text',
	'screen_share_ended',
	'analysis_unavailable',
	'analysis_slow',
	'clock_jump',
	'device_slept',
	'battery_low',
	'storage_low',
	'storage_failing',
	'storage_damaged',
	'network_gone'
] as const;
export const check = z.enum(checks);
export type Check = z.infer<typeof check>;

/**
 * What staff may see, and so what may stand in a log: staff export logs. `arousal` is for the student's own eyes and for what
 * they themselves hand to research; an entry that names it is none.
 */
export const staffCheck = check.exclude(['arousal']);
export type StaffCheck = z.infer<typeof staffCheck>;

/**
 * One observation is one or more entries with the same `id` (a counter within the session): `begin` once it has lasted
 * its minimum, `end` when it is over; a thing that has no length (copy, paste) is a single `moment`.
 */
export const observation = z.strictObject({
	id: z.int().min(0),
	check: staffCheck,
	phase: z.enum(['begin', 'end', 'moment']),
	/** Milliseconds since the session opened, as in the entry's `t`; `from` is when it began, before its minimum had passed. */
	from: milliseconds,
	to: milliseconds,
	/** Strongest reading, in the unit that `unitOf` of `sync/checks.ts` names for its check. */
	peak: z.number(),
	/** 0 to 1: how sure the model was on average; 1 for browser facts. */
	confidence: z.number().min(0).max(1),
	/** A code that says why, from a closed list per check: `reasonsOf` of `sync/checks.ts`. */
	reason: z
		.string()
		.regex(/^[a-z0-9_]{1,60}$/)
		.optional()
});
export type Observation = z.infer<typeof observation>;

/**
 * How somebody typed, never what: counted in the page, which forgets each stroke at once. Medians in milliseconds; null where
 * there were too few.
 */
export const keyStrokes = z.strictObject({
	strokes: z.int().min(1),
	/** Backspace and Delete. */
	corrections: z.int().min(0),
	/** From pressing a key to letting it go. */
	holdMedian: z.number().min(0).nullable(),
	/** From one stroke to the next, pauses over 2 s left out, and the middle half's spread of it. */
	gapMedian: z.number().min(0).nullable(),
	gapSpread: z.number().min(0).nullable()
});
export type KeyStrokes = z.infer<typeof keyStrokes>;

/** What the models saw in about 10 s, counted: goes into the log, raw readings do not. */
export const readingsSummary = z.strictObject({
	from: milliseconds,
	to: milliseconds,
	face: z
		.strictObject({
			frames: z.int().min(0),
			absent: z.int().min(0),
			single: z.int().min(0),
			multiple: z.int().min(0),
			blocked: z.int().min(0),
			analysisMsMedian: z.number().min(0)
		})
		.optional(),
	head: z
		.strictObject({
			frames: z.int().min(0),
			/** Frames in which there was a head. */
			seen: z.int().min(0),
			/** Degrees from the student's own straight-ahead; null while that is not known. */
			yawMedian: z.number().nullable(),
			pitchMedian: z.number().nullable(),
			rollMedian: z.number().nullable(),
			/** Frames in which the eyes could be read, and of these in which they were shut. */
			eyes: z.int().min(0),
			eyesShut: z.int().min(0),
			analysisMsMedian: z.number().min(0)
		})
		.optional(),
	identity: z
		.strictObject({
			looked: z.int().min(0),
			/** Of these, how often the face was like the enrolled one, and how often not; else it could not be judged. */
			alike: z.int().min(0),
			unlike: z.int().min(0)
		})
		.optional(),
	voice: z
		.strictObject({
			windows: z.int().min(0),
			speech: z.int().min(0),
			loudnessMedian: z.number(),
			loudnessPeak: z.number()
		})
		.optional(),
	keys: keyStrokes.optional()
});
export type ReadingsSummary = z.infer<typeof readingsSummary>;
