import { expect, test } from 'vitest';
import { faceReading, measurePicture } from './face-reading.ts';

const given = { at: 5, width: 640, height: 480, brightness: 0.5, texture: 0.02, analysisMs: 9.87 };
const face = (score: number) => ({ x: 160, y: 120, w: 320, h: 240, score });

test('candidates from 0.5 on are faces, the best of the rest is the doubt', () => {
	const reading = faceReading({ ...given, detections: [face(0.93), face(0.41), face(0.33)] });
	expect(reading).toMatchObject({ faces: 1, doubt: 0.41, analysisMs: 9.9 });
	expect(reading.boxes).toEqual([{ x: 0.25, y: 0.25, w: 0.5, h: 0.5, score: 0.93, cut: 0 }]);
});

test('no candidates: no faces and no doubt', () => {
	expect(faceReading({ ...given, detections: [] })).toMatchObject({ faces: 0, doubt: 0 });
});

const picture = (pixel: (x: number, y: number) => number) => {
	const rgba = new Uint8ClampedArray(64 * 48 * 4);
	for (let i = 0; i < 64 * 48; i++) rgba.fill(pixel(i % 64, Math.floor(i / 64)), 4 * i, 4 * i + 3);
	return measurePicture(rgba, 64);
};

test('a black picture has neither brightness nor texture', () => {
	expect(picture(() => 0)).toMatchObject({ brightness: 0, texture: 0 });
});

test('a white picture is bright without texture', () => {
	expect(picture(() => 255).brightness).toBeCloseTo(1);
	expect(picture(() => 255).texture).toBe(0);
});

test('a smooth shade, as of a thumb on the lens, has hardly any texture; stripes have a lot', () => {
	expect(picture((x) => 100 + x).texture).toBeLessThan(0.003);
	expect(picture((x) => (x % 2) * 255).texture).toBeGreaterThan(0.4);
});

test('row ends are not compared with the next row', () => {
	expect(picture((x) => (x < 32 ? 0 : 255)).texture).toBeCloseTo(48 / (63 * 48 + 64 * 47), 5);
});

test('a face that reaches over the edge, or is narrowed by it, is cut; one beside it is whole', () => {
	const cut = (x: number, y: number, w: number, h: number) =>
		faceReading({ ...given, detections: [{ x, y, w, h, score: 0.9 }] }).boxes[0]?.cut;
	expect(cut(-60, 100, 200, 200)).toBeCloseTo(0.3);
	expect(cut(0, 100, 120, 200)).toBeCloseTo(0.4);
	expect(cut(200, 380, 200, 100)).toBeCloseTo(0.5);
	expect(cut(10, 100, 120, 200)).toBe(0);
	expect(cut(0, 100, 200, 200)).toBe(0);
});

test('two pictures have one signature only when nothing differs', () => {
	const noise = (x: number, y: number) => (x * 31 + y * 17) % 251;
	const one = picture(noise).signature;
	expect(picture(noise).signature).toBe(one);
	expect(picture((x, y) => noise(x, y) + (x === 40 && y === 20 ? 1 : 0)).signature).not.toBe(one);
});
