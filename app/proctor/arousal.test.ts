import { expect, test } from 'vitest';
import { createArousal, FIRST_MS, type Arousal } from './arousal.ts';

/** Speaks and blinks from one time to another; values sway a little, as a person's do. */
function live(
	arousal: Arousal,
	from: number,
	to: number,
	{ pitch = 120, level = -30, syllables = 2, everyMs = 4_000 } = {}
) {
	for (let t = from; t < to; t += 250) {
		const sway = Math.sin(t / 777);
		if (t % 500 === 0)
			arousal.voice(
				t,
				{ pitch: pitch * (1 + 0.05 * sway), level: level + 2 * sway, syllables: syllables + sway },
				500
			);
		arousal.eyes(t, t % everyMs === 0 ? 0.9 : 0.1);
	}
}

test('the first minutes say nothing, nor does a person who stays as they were', () => {
	const arousal = createArousal();
	live(arousal, 0, FIRST_MS);
	expect(arousal.read(FIRST_MS - 1)).toBeNull();
	live(arousal, FIRST_MS, 2 * FIRST_MS);
	const reading = arousal.read(2 * FIRST_MS);
	expect(reading?.change).toBeLessThan(0.05);
	expect(Object.keys(reading?.parts ?? {})).toEqual(['pitch', 'level', 'speed', 'blinks']);
});

test('higher, louder, faster and with more blinks is more; lower and quieter is not', () => {
	const arousal = createArousal();
	live(arousal, 0, FIRST_MS);
	live(arousal, FIRST_MS, FIRST_MS + 60_000, {
		pitch: 160,
		level: -20,
		syllables: 5,
		everyMs: 1_000
	});
	const higher = arousal.read(FIRST_MS + 60_000);
	expect(higher?.change).toBeGreaterThan(0.8);
	expect(Math.min(...Object.values(higher?.parts ?? {}))).toBeGreaterThan(1);
	live(arousal, FIRST_MS + 60_000, FIRST_MS + 130_000, { pitch: 90, level: -40, syllables: 1 });
	expect(arousal.read(FIRST_MS + 130_000)?.change).toBe(0);
});

test('who never speaks and is not seen has no figure, and a part that is missing leaves the others', () => {
	const silent = createArousal();
	for (let t = 0; t < 2 * FIRST_MS; t += 250) silent.eyes(t, null);
	expect(silent.read(2 * FIRST_MS)).toBeNull();
	const seen = createArousal();
	for (let t = 0; t < 2 * FIRST_MS; t += 250) seen.eyes(t, t % 3_000 === 0 ? 1 : 0);
	expect(Object.keys(seen.read(2 * FIRST_MS)?.parts ?? {})).toEqual(['blinks']);
	// Two minutes later nobody has looked for a while.
	expect(seen.read(2 * FIRST_MS + 120_000)).toBeNull();
});

test('too few looks a second count no blinks', () => {
	const arousal = createArousal();
	for (let t = 0; t < 2 * FIRST_MS; t += 1_000) arousal.eyes(t, t % 3_000 === 0 ? 1 : 0);
	expect(arousal.read(2 * FIRST_MS)).toBeNull();
});
