import { expect, test } from 'vitest';
import { shapeLabel, shapePath } from './shape-path.ts';

const size = { width: 200, height: 100 };

test('shares of a picture become pixels; a circle is round on a picture that is not square', () => {
	expect(shapePath({ kind: 'rectangle', x: 0.5, y: 0.5, width: 0.25, height: 0.2 }, size)).toBe(
		'M100 50h50v20H100Z'
	);
	expect(shapePath({ kind: 'circle', x: 0.5, y: 0.5, radius: 0.1 }, size)).toBe(
		'M80 50a20 20 0 1 0 40 0a20 20 0 1 0 -40 0Z'
	);
	const points: [number, number][] = [
		[0, 0],
		[1, 0],
		[0.5, 1]
	];
	expect(shapePath({ kind: 'polygon', points }, size)).toBe('M0 0L200 0L100 100Z');
});

test('a number never leaves its picture', () => {
	const corner = { kind: 'rectangle', x: 1, y: 0, width: 0, height: 0.2 } as const;
	expect(shapeLabel(corner, size, 10)).toEqual({ x: 190, y: 10 });
	const high = { kind: 'circle', x: 0.5, y: 0.1, radius: 0.4 } as const;
	expect(shapeLabel(high, size, 10)).toEqual({ x: 100, y: 10 });
});
