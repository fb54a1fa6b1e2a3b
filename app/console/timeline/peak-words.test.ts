import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import type { StaffCheck } from '#sync/schema/observation.ts';
import { peakWords } from './peak-words.ts';

const said = (check: StaffCheck, peak: number, reason: string | null = null) => {
	overwriteGetLocale(() => 'en');
	return peakWords({ check, peak, reason }, 'en');
};

test('a strongest reading is told in the unit of its check', () => {
	expect(said('head_away', 38.4, 'turned')).toBe('At most 38°');
	expect(said('face_partial', 0.3)).toBe('About 30% of it outside');
	expect(said('fast_text', 250)).toBe('250 characters a second');
	expect(said('window_small', 0.5, 'split')).toBe('50% of the screen');
	expect(said('battery_low', 0.09)).toBe('9% left');
	expect(said('storage_low', 20_400_000)).toBe('20 MB left');
	expect(said('loud', -12)).toBe('At most -12 dB');
});

test('a picture that repeats says how often, one that stands still has its length already', () => {
	expect(said('picture_frozen', 10_000, 'looped')).toMatch(/^Repeats every 10/);
	expect(said('picture_frozen', 10_000, 'frozen')).toBeNull();
	expect(said('page_hidden', 0)).toBeNull();
});
