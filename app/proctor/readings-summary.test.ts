import { expect, test } from 'vitest';
import { readingsSummary } from '#sync/schema/observation.ts';
import { createSumming } from './readings-summary.ts';

const face = (faces: number, brightness = 0.5) => ({
	at: 0,
	faces,
	boxes: [],
	doubt: 0,
	brightness,
	texture: brightness / 10,
	analysisMs: 10 + faces
});
const voice = (speech: number, loudness: number) => ({ at: 0, windowMs: 512, speech, loudness });

test('ten seconds are counted, each frame once', () => {
	const summing = createSumming(undefined, 1_000);
	for (const reading of [face(1), face(1), face(0), face(2), face(0, 0)]) summing.face(reading);
	for (const reading of [voice(0.9, -20), voice(0.1, -50), voice(0.2, -45)]) summing.voice(reading);
	expect(summing.take(10_900)).toBeNull();
	const summary = summing.take(11_000.4);
	expect(readingsSummary.parse(summary)).toEqual({
		from: 1_000,
		to: 11_000,
		face: { frames: 5, absent: 1, single: 2, multiple: 1, blocked: 1, analysisMsMedian: 11 },
		voice: { windows: 3, speech: 1, loudnessMedian: -45, loudnessPeak: -20 }
	});
	expect(summing.take(21_001)).toBeNull();
});

test('only what was watched is in it, and what is left at the end is told early', () => {
	const summing = createSumming();
	summing.voice(voice(0, -60));
	expect(summing.take(3_000, { early: true })).toEqual({
		from: 0,
		to: 3_000,
		voice: { windows: 1, speech: 0, loudnessMedian: -60, loudnessPeak: -60 }
	});
});
