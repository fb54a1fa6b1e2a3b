import { expect, test } from 'vitest';
import { annotation } from '#sync/schema/marking.ts';
import { drawTo, placeAt, placeWord, polyline } from './annotating.ts';

test('a stroke stays within the picture and as short as it can be', () => {
	let points: readonly number[] = [];
	for (const [x, y] of [
		[0.1, 0.1],
		[0.1001, 0.1],
		[0.5, 0.2],
		[1.4, -3]
	] as const)
		points = drawTo(points, x, y);
	expect(points).toEqual([0.1, 0.1, 0.5, 0.2, 1, 0]);
	const stroke = { kind: 'stroke', colour: 'red', width: 0.003, points };
	expect(annotation.safeParse(stroke).success).toBe(true);
});

test('however long somebody draws, it can be sent', () => {
	let points: readonly number[] = [];
	for (let at = 0; at < 5_000; at++) points = drawTo(points, at % 2, (at % 100) / 100);
	expect(points.length).toBeLessThanOrEqual(4_000);
});

test('a touch of the pen is a dot', () => {
	expect(polyline([0.5, 0.5], 200, 100)).toBe('100,50 100,50');
});

test('a note placed by words is found again by the same words', () => {
	for (let row = 0; row < 3; row++)
		for (let column = 0; column < 3; column++)
			expect(placeWord(placeAt(row, column))).toBe(
				`${['top', 'middle', 'bottom'][row]}_${['left', 'middle', 'right'][column]}`
			);
	expect(placeWord({ x: 1, y: 0 })).toBe('top_right');
});
