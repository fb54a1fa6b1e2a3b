import { expect, test } from 'vitest';
import { toBase64url } from './bytes.ts';
import { evaluateFormula } from './formula.ts';
import { promptFor, variantOf } from './variant.ts';
import type { ItemOf } from './schema/item.ts';

const value = (formula: string, values = {}) => {
	const read = evaluateFormula(formula, values);
	return read.ok ? read.value : `${read.because} at ${read.at}`;
};

test('signs bind as in mathematics, powers to the right', () => {
	expect(value('2 + 3 * 4')).toBe(14);
	expect(value('-2^2')).toBe(-4);
	expect(value('2^3^2')).toBe(512);
	expect(value('2**-1')).toBe(0.5);
	expect(value('(1 - 2) - 3')).toBe(-4);
	expect(value('2 - -3')).toBe(5);
	expect(value('7 % 4 / 2')).toBe(1.5);
	expect(value('1.5e3 + .5')).toBe(1500.5);
});

test('wildcards and the functions of calculated questions', () => {
	expect(value('sqrt({x}^2 + {y_1}^2)', { x: 3, y_1: 4 })).toBe(5);
	expect(value('round(2.345, 2) + round(-0.5)')).toBeCloseTo(1.35, 12);
	expect(value('pi() * pow(2, 3)')).toBeCloseTo(8 * Math.PI, 12);
	expect(value('max(1, 7, 3) - min(2, 1)')).toBe(6);
	expect(value('log(8, 2)')).toBeCloseTo(3, 12);
});

test('what cannot be read says where, and nothing is ever run', () => {
	expect(value('1 +')).toBe('unexpected at 3');
	expect(value('{z}')).toBe('unknown_name at 3');
	expect(value('1 / 0')).toBe('not_a_number at 0');
	expect(value('constructor(1)')).toBe('unknown_name at 11');
	expect(value('{__proto__}', {})).toBe('unexpected at 0');
	expect(value('{constructor}', {})).toBe('unknown_name at 13');
	expect(value('process.exit()')).toBe('unknown_name at 7');
	expect(value('('.repeat(5_000))).toContain('too_deep');
	expect(value(`${'2^'.repeat(5_000)}2`)).toContain('too_deep');
});

const seedOf = (n: number) => toBase64url(new Uint8Array(32).fill(n));
const item: ItemOf<'calculated'> = {
	id: 'i',
	prompt: 'A mass of {mass} at {speed\\_x} in {unknown} and $\\frac{mass}{2}$',
	points: 1,
	type: 'calculated',
	wildcards: ['mass', 'speed_x'],
	variants: [[2.5, -3]]
};

test('a student’s numbers stand in the prompt; other braces stay', () => {
	const seed = 'A'.repeat(43);
	expect(variantOf(item, seed)).toEqual({ mass: 2.5, speed_x: -3 });
	expect(promptFor(item, seed)).toBe('A mass of 2.5 at -3 in {unknown} and $\\frac{2.5}{2}$');
});

test('F7: of many students each row is somebody’s', () => {
	const many = {
		...item,
		variants: [
			[1, 1],
			[2, 2],
			[3, 3],
			[4, 4]
		]
	};
	const picked = new Set(Array.from({ length: 200 }, (_, n) => variantOf(many, seedOf(n))['mass']));
	expect(picked.size).toBe(4);
});
