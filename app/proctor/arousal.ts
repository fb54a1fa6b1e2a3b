/**
 * How much pitch, loudness, speed of speech and blinking differ from the student's own first minutes. A figure for the
 * student's own eyes and for research: it is no entry of the log, no observation, and nothing decides by it. What it means
 * nobody has measured: a cold, a dry room and a hard question may all move it. Pure; times are milliseconds of the session.
 */
import type { Prosody } from '#models/voice/index.ts';

export const arousalParts = ['pitch', 'level', 'speed', 'blinks'] as const;
export type ArousalPart = (typeof arousalParts)[number];

export interface ArousalReading {
	t: number;
	/** 0: as in the first minutes, or below; 1: three of one's own standard deviations above, on average over the parts. */
	change: number;
	/** Each in one's own standard deviations, above or below; absent: too little of it then or now. */
	parts: Partial<Record<ArousalPart, number>>;
}

/** What belongs to the beginning, and what to now. */
export const FIRST_MS = 3 * 60_000;
const NOW_MS = 60_000;
/** So many values make a beginning, and so many a now. */
const LEAST_FIRST = 20;
const LEAST_NOW = 8;
const MOST_DEVIATIONS = 3;

/** Blinks are counted in pieces of this length; the eyes are shut from 0.5 on and open again below 0.3. */
const BLINK_PIECE_MS = 5_000;
const SHUT_FROM = 0.5;
const OPEN_BELOW = 0.3;
/** With fewer looks than two a second, too many blinks fall between them. */
const LEAST_LOOKS = BLINK_PIECE_MS / 500;

/** A beginning that never varied would make everything later enormous. In the part's own unit. */
const leastDeviation: Record<ArousalPart, number> = {
	/** Of the natural logarithm: half a semitone. */
	pitch: 0.03,
	/** dB. */
	level: 1,
	/** Syllables a second. */
	speed: 0.5,
	/** In a piece. */
	blinks: 0.5
};

interface Series {
	first: number[];
	now: { t: number; value: number }[];
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => {
	const middle = mean(values);
	return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

export interface Arousal {
	voice(t: number, spoken: Prosody, windowMs: number): void;
	/** How shut the eyes are, 0 to 1, and null where they are not seen. */
	eyes(t: number, shut: number | null): void;
	/** Null before the first minutes are over and while too little is known. */
	read(t: number): ArousalReading | null;
}

export function createArousal(): Arousal {
	const series: Record<ArousalPart, Series> = {
		pitch: { first: [], now: [] },
		level: { first: [], now: [] },
		speed: { first: [], now: [] },
		blinks: { first: [], now: [] }
	};
	let piece = { from: 0, looks: 0, blinks: 0 };
	let shut = false;

	const put = (part: ArousalPart, t: number, value: number) => {
		const { first, now } = series[part];
		if (t < FIRST_MS) first.push(value);
		else series[part].now = [...now.filter((each) => t - each.t <= NOW_MS), { t, value }];
	};
	const differs = (part: ArousalPart, t: number): number | null => {
		const { first, now } = series[part];
		const recent = now.filter((each) => t - each.t <= NOW_MS).map(({ value }) => value);
		if (first.length < LEAST_FIRST || recent.length < LEAST_NOW) return null;
		const apart = mean(recent) - mean(first);
		const deviations = apart / Math.max(leastDeviation[part], deviation(first));
		return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
	};

	return {
		voice(t, { pitch, level, syllables }, windowMs) {
			put('pitch', t, Math.log(pitch));
			put('level', t, level);
			put('speed', t, (1_000 * syllables) / windowMs);
		},
		eyes(t, seen) {
			if (t - piece.from >= BLINK_PIECE_MS) {
				if (piece.looks >= LEAST_LOOKS) put('blinks', t, piece.blinks);
				piece = { from: t, looks: 0, blinks: 0 };
			}
			if (seen === null) return;
			piece.looks++;
			if (!shut && seen >= SHUT_FROM) piece.blinks++;
			shut = seen >= (shut ? OPEN_BELOW : SHUT_FROM);
		},
		read(t) {
			const parts: ArousalReading['parts'] = {};
			for (const part of arousalParts) {
				const value = differs(part, t);
				if (value !== null) parts[part] = Math.round(value * 100) / 100;
			}
			const values = Object.values(parts);
			if (values.length === 0) return null;
			const change = Math.max(0, mean(values)) / MOST_DEVIATIONS;
			return { t: Math.round(t), change: Math.round(change * 100) / 100, parts };
		}
	};
}
