import { expect, test } from 'vitest';
import { lightOf, pictureAdvice, soundAdvice, type PictureAdvice } from './advice.ts';

const box = { x: 0.35, y: 0.2, w: 0.3, h: 0.4, score: 0.9 };
const seen = { faces: 1, boxes: [box], brightness: 0.5 };
const even = { face: 0.5, around: 0.5 };

test.each<[PictureAdvice, Parameters<typeof pictureAdvice>]>([
	['one_face', [seen, even]],
	['one_face', [seen, null]],
	['too_dark', [{ ...seen, brightness: 0.05 }, even]],
	['too_dark', [{ faces: 0, boxes: [], brightness: 0.05 }, null]],
	['no_face', [{ faces: 0, boxes: [], brightness: 0.5 }, null]],
	['more_faces', [{ ...seen, faces: 2, boxes: [box, box] }, even]],
	['light_behind', [seen, { face: 0.2, around: 0.7 }]],
	['too_far', [{ ...seen, boxes: [{ ...box, w: 0.08, h: 0.1 }] }, even]],
	['at_edge', [{ ...seen, boxes: [{ ...box, x: 0.69 + 0.01, w: 0.3 }] }, even]]
])('a picture is said to be %s', (advice, given) => {
	expect(pictureAdvice(...given)).toBe(advice);
});

test('a dark skin in even light is no light from behind', () => {
	expect(pictureAdvice(seen, { face: 0.2, around: 0.35 })).toBe('one_face');
});

const heard = (loudness: number, speech = 0) =>
	Array.from({ length: 6 }, () => ({ loudness, speech }));

test('a muted microphone, a loud place, a voice and a quiet room are told apart', () => {
	expect(soundAdvice(heard(-95))).toBe('too_quiet');
	expect(soundAdvice(heard(-60))).toBe('sound_well');
	expect(soundAdvice(heard(-20))).toBe('too_loud');
	expect(soundAdvice(heard(-20, 0.9))).toBe('speech');
	expect(soundAdvice(heard(-60).slice(0, 2))).toBeNull();
	// One bang makes no loud place.
	expect(soundAdvice([...heard(-60).slice(1), { loudness: -5, speech: 0 }])).toBe('sound_well');
});

test('light is measured in the face and around it', () => {
	const width = 8;
	const rgba = new Uint8ClampedArray(width * 4 * 4).fill(255);
	const middle = { x: 0.25, y: 0.25, w: 0.5, h: 0.5, score: 1 };
	for (let y = 1; y < 3; y++)
		for (let x = 2; x < 6; x++) rgba.set([51, 51, 51, 255], 4 * (y * width + x));
	const light = lightOf(rgba, width, middle);
	expect(light?.face).toBeCloseTo(0.2, 5);
	expect(light?.around).toBeCloseTo(1, 5);
	expect(lightOf(rgba, width, { x: 0, y: 0, w: 1, h: 1, score: 1 })).toBeNull();
});
