import { expect, test } from 'vitest';
import { toRight, uprightBy } from './identity-reading.ts';

const face = (width: number, tilt: number) => ({
	score: 0.9,
	width,
	sharpness: 0.6,
	turn: 0,
	tilt,
	likeness: null
});

test('only a face that is large enough to compare and tilted is turned upright', () => {
	expect(uprightBy(face(120, 30))).toBeCloseTo(-40);
	expect(uprightBy(face(120, -15))).toBe(0);
	expect(uprightBy(face(50, 30))).toBe(0);
});

test('of many who tilt their heads the two nearest are looked at again, and nobody who sits upright', () => {
	const faces = [face(60, 30), face(200, 5), face(90, -40), face(120, 20), face(50, 30)];
	expect([...toRight(faces)]).toEqual([faces[3], faces[2]]);
	expect([...toRight([face(200, 5)])]).toEqual([]);
});
