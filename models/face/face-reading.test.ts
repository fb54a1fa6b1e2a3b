import { expect, test } from 'vitest';
import { closerLook, faceReading, fromClose, measurePicture, withClose } from './face-reading.ts';

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

test('a box that was moved to the left or upper edge is cut by as much as eyes and ears say', () => {
	const cut = (x: number, y: number, points: [number, number][], score = 0.9) =>
		faceReading({
			...given,
			detections: [
				{ x, y, w: 150, h: 150, score, points: points.map((each) => ({ x: each[0], y: each[1] })) }
			]
		});
	// As they are measured on one_face, moved to the left by a fifth of the face, and upwards by as much.
	const left: [number, number][] = [
		[6, 187],
		[70, 187],
		[45, 216],
		[38, 250],
		[-38, 211],
		[102, 211]
	];
	expect(cut(0, 151, left).boxes[0]?.cut).toBeCloseTo(0.25, 1);
	const up: [number, number][] = [
		[262, 0],
		[326, 0],
		[294, 24],
		[294, 58],
		[218, 24],
		[358, 24]
	];
	expect(cut(215, 0, up).boxes[0]?.cut).toBeCloseTo(0.2, 1);
	const whole: [number, number][] = [
		[45, 187],
		[102, 187],
		[77, 211],
		[70, 245],
		[0, 201],
		[128, 200]
	];
	expect(cut(0, 157, whole).boxes[0]?.cut).toBe(0);
});

test('a face that is cut counts with a lower score, a whole one does not', () => {
	const at = (x: number) =>
		faceReading({ ...given, detections: [{ x, y: 100, w: 200, h: 200, score: 0.44 }] });
	expect(at(500)).toMatchObject({ faces: 1, doubt: 0 });
	expect(at(200)).toMatchObject({ faces: 0, doubt: 0.44 });
});

test('only a candidate that is no face gets a second look, at the part around it', () => {
	const candidate = { x: 270, y: 60, w: 90, h: 90, score: 0.45 };
	expect(closerLook([{ ...candidate, score: 0.33 }, candidate])).toEqual({
		x: 180,
		y: -30,
		side: 270,
		candidate
	});
	expect(closerLook([candidate, { ...candidate, score: 0.5 }])).toBeNull();
	expect(closerLook([])).toBeNull();
});

test('what is found close up lies where it is in the whole picture, and only a sure face counts', () => {
	const close = { x: 90, y: 85, w: 80, h: 80, score: 0.91, points: [{ x: 100, y: 90 }] };
	expect(fromClose([close, { ...close, score: 0.59 }], { x: 180, y: -30 }, 2)).toEqual([
		{ x: 360, y: 140, w: 160, h: 160, score: 0.91, points: [{ x: 380, y: 150 }] }
	]);
});

test('what was found close up stands in place of its candidate alone', () => {
	const at = (x: number, score: number) => ({ x, y: 100, w: 100, h: 100, score });
	const candidate = at(300, 0.47);
	const cut = { ...at(590, 0.44), points: [] };
	const found = [candidate, cut, at(310, 0.41), at(40, 0.33)];
	const sure = at(298, 0.91);
	const detections = withClose(found, candidate, [sure]);
	expect(detections).toEqual([sure, cut, at(40, 0.33)]);
	// The face that is cut is still a second one, and what may be a third is still doubted.
	expect(faceReading({ ...given, detections })).toMatchObject({ faces: 2, doubt: 0.33 });
	expect(withClose(found, candidate, [])).toEqual(found);
});

test('two pictures have one signature only when nothing differs', () => {
	const noise = (x: number, y: number) => (x * 31 + y * 17) % 251;
	const one = picture(noise).signature;
	expect(picture(noise).signature).toBe(one);
	expect(picture((x, y) => noise(x, y) + (x === 40 && y === 20 ? 1 : 0)).signature).not.toBe(one);
});
