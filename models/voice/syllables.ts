/**
 * Counts syllables as rises of the level on voiced frames: each syllable has one loudest point. A figure to compare with
 * itself, one person's now with the same person's before; as a count it depends on how someone speaks.
 */
import { SILENCE_DBFS } from './sound.ts';

/** Smaller ups and downs belong to one syllable. */
const RISE_DB = 3;

export interface SyllableCounter {
	/** One frame; whether a syllable begins to sound in it. */
	push(level: number, voiced: boolean): boolean;
}

export function createSyllableCounter(): SyllableCounter {
	let valley = SILENCE_DBFS;
	let peak = SILENCE_DBFS;
	let rising = false;
	return {
		push(level, voiced) {
			if (rising) {
				peak = Math.max(peak, level);
				if (level > peak - RISE_DB) return false;
				rising = false;
				valley = level;
				return false;
			}
			valley = Math.min(valley, level);
			if (!voiced || level < valley + RISE_DB) return false;
			rising = true;
			peak = level;
			return true;
		}
	};
}
