/**
 * From when on a reading counts, and how long it must last to be recorded. Set so that an ordinary exam, with yawns, coughs and
 * a glance at the keyboard, leaves a short list; the sitting's policy can change the times.
 */
import type { Policy } from '#sync/schema/policy.ts';
import type { Check } from '#sync/schema/observation.ts';

export interface Lasts {
	/** A check must hold this long to be an observation. */
	minimumMs: number;
	/** Readings that say otherwise for less than this do not end it. */
	releaseMs: number;
	/** So long without any reading ends it; absent: READING_GAP_MS. */
	gapMs?: number;
}

/** What readings say, sampled; `gapMs` without any reading ends it, because nobody looked. */
export const READING_GAP_MS = 6_000;
/** However short the minimum: so many readings must agree… */
export const LEAST_READINGS = 3;
/** …and this share of all readings since the first. */
export const AGREEING_SHARE = 0.7;

export interface Thresholds {
	lasts: Record<Check, Lasts>;
	/** Darker than this shows nothing. */
	darkBrightness: number;
	/**
	 * Smoother than this shows nothing either: a sticker. Low on purpose: rooms measure 0.01 and more, a bare wall 0.002, and a wall called
	 * a covered camera would be a false fact. What covers the lens and is less smooth is told by what it hides (models/face/cover.ts).
	 */
	smoothTexture: number;
	/** Share of a face outside the picture from which it is partly out of it, and below which it no longer is. */
	cutFrom: number;
	cutUntil: number;
	/**
	 * Degrees from the student's own straight-ahead. A wide screen is read within 20 to a side; keyboard and paper lie below, so most is
	 * allowed there.
	 */
	headTurned: number;
	headRaised: number;
	headLowered: number;
	headTilted: number;
	/** Of the blendshapes, from the student's own: the edge of a screen measures 0.2 to 0.3. */
	eyesSideways: number;
	eyesUp: number;
	eyesDown: number;
	/** Below this share of its limit a direction no longer points away. */
	awayUntil: number;
	/**
	 * Likeness to the enrolled face below which it is unlike, and from which it is like again. The lowest at which everybody else was seen
	 * to be somebody else, chosen on the recordings of two people and measured on those of three others: the same person lay below in 14
	 * of 260 looks, all with a hand at the mouth, and other people above in 60 of 1,585. A small set.
	 */
	unlikeBelow: number;
	likeFrom: number;
	/** Probability from which someone speaks, and below which they no longer do. */
	speechFrom: number;
	speechUntil: number;
	/** How sure it must be, 0 to 1, that a voice is not the enrolled one. */
	otherVoiceFrom: number;
	otherVoiceUntil: number;
	/** dBFS. Ordinary speech at a laptop lies between -40 and -20. */
	loudFrom: number;
	loudUntil: number;
}

const lasting = (minimumMs: number, releaseMs = 0): Lasts => ({ minimumMs, releaseMs });

export const defaultThresholds: Thresholds = {
	lasts: {
		face_absent: lasting(2_500, 1_000),
		face_multiple: lasting(2_000, 1_500),
		face_partial: lasting(5_000, 2_000),
		camera_blocked: lasting(3_000, 1_000),
		picture_frozen: lasting(5_000, 1_000),
		camera_unavailable: lasting(2_000),
		camera_changed: lasting(0),
		camera_virtual: lasting(2_000),
		head_away: lasting(5_000, 1_500),
		eyes_away: lasting(6_000, 1_500),
		// Looks are seldom: 4 s apart in doubt, up to 15 s on a slow device.
		identity_changed: { ...lasting(12_000, 8_000), gapMs: 40_000 },
		spoof_suspected: lasting(8_000, 4_000),
		thing_phone: lasting(3_000, 2_000),
		thing_book: lasting(5_000, 2_000),
		microphone_unavailable: lasting(2_000),
		speech: lasting(1_000, 2_000),
		several_voices: lasting(3_000, 3_000),
		loud: lasting(1_000, 1_500),
		speaker_changed: lasting(6_000, 4_000),
		arousal: lasting(60_000, 30_000),
		page_hidden: lasting(1_000),
		focus_lost: lasting(2_000),
		fullscreen_left: lasting(3_000),
		window_small: lasting(5_000),
		second_screen: lasting(2_000),
		copy: lasting(0),
		cut: lasting(0),
		paste: lasting(0),
		drop: lasting(0),
		print: lasting(0),
		context_menu: lasting(0),
		devtools: lasting(1_000),
		automated: lasting(0),
		fast_text: lasting(0),
		screen_share_ended: lasting(2_000),
		analysis_unavailable: lasting(5_000),
		analysis_slow: lasting(15_000),
		clock_jump: lasting(0),
		device_slept: lasting(0),
		battery_low: lasting(0),
		storage_low: lasting(0),
		storage_failing: lasting(0),
		storage_damaged: lasting(0),
		network_gone: lasting(5_000)
	},
	darkBrightness: 0.04,
	smoothTexture: 0.0015,
	cutFrom: 0.15,
	cutUntil: 0.08,
	headTurned: 25,
	headRaised: 22,
	headLowered: 32,
	headTilted: 30,
	eyesSideways: 0.5,
	eyesUp: 0.4,
	eyesDown: 0.6,
	awayUntil: 0.8,
	unlikeBelow: 0.66,
	likeFrom: 0.72,
	speechFrom: 0.6,
	speechUntil: 0.4,
	otherVoiceFrom: 0.5,
	otherVoiceUntil: 0.35,
	loudFrom: -15,
	loudUntil: -20
};

export function thresholdsOf(policy: Pick<Policy, 'minimumMs'>): Thresholds {
	const lasts = { ...defaultThresholds.lasts };
	for (const [check, minimumMs] of Object.entries(policy.minimumMs) as [Check, number][])
		lasts[check] = { ...lasts[check], minimumMs };
	return { ...defaultThresholds, lasts };
}
