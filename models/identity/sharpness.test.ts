import { expect, test } from 'vitest';
import { sharpnessOf } from './sharpness.ts';

const SIDE = 200;

/** Brightness by place, 0 to 255. */
function picture(light: (x: number, y: number) => number) {
	const data = new Uint8ClampedArray(4 * SIDE * SIDE);
	for (let y = 0; y < SIDE; y++)
		for (let x = 0; x < SIDE; x++)
			data.fill(light(x, y), 4 * (y * SIDE + x), 4 * (y * SIDE + x) + 3);
	return { data, width: SIDE, height: SIDE };
}
/** Stripes whose borders are so many pixels wide. */
const stripes = (soft: number, dark = 60, light = 200) =>
	picture((x) => {
		const wave = Math.sin((x * Math.PI) / 20) * (20 / Math.PI);
		return dark + (light - dark) * Math.min(1, Math.max(0, 0.5 + wave / soft));
	});
const whole = { x: 0, y: 0, width: SIDE };

test('the softer the borders, the less sharp', () => {
	const [hard, soft, softer] = [1, 8, 40].map((width) => sharpnessOf(stripes(width), whole));
	expect(soft).toBeLessThan(0.7 * (hard ?? 0));
	expect(softer).toBeLessThan(0.9 * (soft ?? 0));
});

test('neither light nor contrast changes it', () => {
	expect(sharpnessOf(stripes(4, 20, 60), whole)).toBeCloseTo(sharpnessOf(stripes(4), whole), 1);
});

test('one flat colour is not sharp at all', () => {
	expect(
		sharpnessOf(
			picture(() => 90),
			whole
		)
	).toBe(0);
});

test('a square that lies half outside the picture, or is smaller than it is made, is measured too', () => {
	for (const square of [
		{ x: -100, y: 150, width: SIDE },
		{ x: 180, y: 180, width: 300 },
		{ x: 20, y: 20, width: 30 },
		{ x: 20.5, y: 20.5, width: 0 }
	])
		expect(sharpnessOf(stripes(4), square)).toBeGreaterThanOrEqual(0);
});
