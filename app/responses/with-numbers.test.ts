import { expect, test } from 'vitest';
import { withNumbers } from './with-numbers.ts';

test('a calculated question is read with the student’s own numbers, in formulas too', () => {
	const item = {
		id: 'area',
		type: 'calculated' as const,
		prompt: 'A side of {a} m: $A = {a}^2$, and {b} is nobody’s.',
		points: 1,
		wildcards: ['a'],
		variants: [[2], [3]]
	};
	const own = withNumbers(item, [{ name: 'a', value: 7 }]);
	expect(own.prompt).toBe('A side of 7 m: $A = {7}^2$, and {b} is nobody’s.');
	expect(withNumbers(item, [])).toBe(item);
});
