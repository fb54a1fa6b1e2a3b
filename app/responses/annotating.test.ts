import { expect, test } from 'vitest';
import { annotation, annotations, type Annotation } from '#sync/schema/marking.ts';
import { drawTo, hasRoomToDraw, placeAt, placeWord, polyline, withOneMore } from './annotating.ts';

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

const stroke = (numbers: number): Annotation => ({
	kind: 'stroke',
	colour: 'red',
	width: 0.004,
	points: Array.from({ length: numbers }, () => 0.5)
});

test('the pen ends where a mark takes no more strokes or numbers, so that what is drawn can be sent', () => {
	for (const numbers of [2, 3_000]) {
		let all: readonly Annotation[] = [];
		while (hasRoomToDraw(all)) {
			const next = withOneMore(all, stroke(numbers));
			expect(next).not.toBeNull();
			all = next ?? [];
		}
		expect(all.length).toBe(numbers === 2 ? 300 : 20);
		expect(annotations.safeParse(all).success).toBe(true);
	}
});

test('the annotation after the last that a mark takes is not put on it', () => {
	const note: Annotation = { kind: 'note', x: 0.5, y: 0.5, text: 'Here.' };
	const full = Array.from({ length: 300 }, () => note);
	expect(annotations.safeParse(full).success).toBe(true);
	expect(withOneMore(full, note)).toBeNull();
	expect(
		withOneMore(
			Array.from({ length: 15 }, () => stroke(4_000)),
			stroke(2)
		)
	).toBeNull();
	expect(withOneMore(full.slice(1), note)).toHaveLength(300);
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
