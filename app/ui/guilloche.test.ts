import { expect, test } from 'vitest';
import { rosette } from './guilloche.ts';

test('a seed always draws the same rosette, another seed another', () => {
	expect(rosette('K7QF-3M2P-9XDA')).toEqual(rosette('K7QF-3M2P-9XDA'));
	expect(rosette('K7QF-3M2P-9XDA')).not.toEqual(rosette('K7QF-3M2P-9XDB'));
});

test.each(['', 'a', 'K7QF-3M2P-9XDA', '🕯'])('seed %j stays inside its square', (seed) => {
	const { size, bands } = rosette(seed);
	for (const path of bands)
		for (const number of path.match(/[\d.]+/g) ?? []) {
			expect(Number(number)).toBeGreaterThan(0);
			expect(Number(number)).toBeLessThan(size);
		}
});
