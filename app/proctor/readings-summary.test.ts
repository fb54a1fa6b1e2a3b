import { expect, test } from 'vitest';
import { readingsSummary, type Check } from '#sync/schema/observation.ts';
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

const head = {
	at: 0,
	pose: { yaw: 30, pitch: 0, roll: 0 },
	eyes: null,
	shut: 0.9,
	away: { yaw: 30, pitch: 0, roll: 0 },
	glance: null,
	analysisMs: 40
};
const summed = (off: readonly Check[]) => {
	const summing = createSumming(undefined, 0, (check) => !off.includes(check));
	for (const faces of [1, 2, 0]) summing.face(face(faces));
	summing.head(head);
	summing.voice(voice(0.9, -20));
	return readingsSummary.parse(summing.take(10_000));
};

test('of what is switched off there is no number, nor one that it follows from', () => {
	expect(summed(['face_multiple']).face).toMatchObject({
		frames: 3,
		absent: 1,
		single: 2,
		multiple: 0
	});
	expect(summed(['speech']).voice).toMatchObject({ windows: 1, speech: 0, loudnessPeak: -20 });
	expect(summed(['eyes_away']).head).toMatchObject({ yawMedian: 30, eyes: 0, eyesShut: 0 });
	expect(summed(['head_away']).head).toMatchObject({ yawMedian: 30, eyes: 1, eyesShut: 1 });
	expect(summed(['head_away', 'eyes_away']).head).toBeUndefined();
	expect(summed([])).toMatchObject({
		face: { multiple: 1 },
		voice: { speech: 1 },
		head: { eyes: 1 }
	});
});

test('looks at who it is are counted, alike and not, and nothing else of a face goes along', () => {
	const summing = createSumming();
	const look = { at: 0, faces: 1, analysisMs: 9, likeness: Float32Array.of(0.5) };
	for (const similarity of [0.9, 0.8, 0.2, null]) summing.identity({ ...look, similarity });
	const summary = summing.take(10_000);
	expect(readingsSummary.parse(summary)).toEqual({
		from: 0,
		to: 10_000,
		identity: { looked: 4, alike: 2, unlike: 1 }
	});
	summing.identity({ similarity: null });
	expect(summing.take(20_000)?.identity).toEqual({ looked: 1, alike: 0, unlike: 0 });
	const off = createSumming(undefined, 0, (check) => check !== 'identity_changed');
	off.identity({ similarity: 0.2 });
	expect(off.take(10_000)).toBeNull();
});
