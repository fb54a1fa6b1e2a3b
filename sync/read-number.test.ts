import { expect, test } from 'vitest';
import { readBothWays, readingOf, readNumber } from './read-number.ts';
import { numberShare } from './scoring/number.ts';

const both = { grouped: 8850, plain: 8.85 };

test.each([
	['8,850', [','], undefined, both],
	[' -1,000 ', [','], undefined, { grouped: -1000, plain: -1 }],
	['\u22121,000', [','], undefined, { grouped: -1000, plain: -1 }],
	['+8,850', [','], undefined, both],
	['8,850 m/s', [','], 'm/s', both],
	['8.850', ['.'], undefined, both],
	['٨,٨٥٠', [','], undefined, both],
	['۸,۸۵۰', [','], undefined, both],
	['८,८५०', [','], undefined, both]
])('%s, grouped by %o, can be two numbers', (typed, groups, unit, numbers) => {
	expect(readBothWays(typed, groups, unit)).toEqual(numbers);
	expect(readNumber(typed, unit)).toBe(numbers.plain);
});

test.each([
	['8.850', [',']],
	['8,850', ['.']],
	['0,125', [',']],
	['8,85', [',']],
	['1234,567', [',']],
	['8850', [',']],
	['8,850 km', [',']],
	// One is the decimal sign and nothing else, the other never is one.
	['٨٫٨٥٠', [',', '.', '\u066c']],
	['٨٬٨٥٠', [',', '\u066c']],
	['1,234,567', [',']]
])('%s, grouped by %o, is not', (typed, groups) => {
	expect(readBothWays(typed, groups)).toBeNull();
});

test.each(['m/s', 'cm²', 'kg · m^2', '€', '%', '°C', 'µg', 'm s⁻¹', 'कि.मी.', 'كم/س'])(
	'what marking takes in %s, the device does not call unreadable',
	(name) => {
		const accepted = [{ value: 60, tolerance: { kind: 'absolute' as const, amount: 1 }, share: 1 }];
		for (const number of ['16.67', '16,67', '1.667e1', '١٦٫٦٧']) {
			const typed = `${number} ${name}`;
			expect(numberShare(typed, accepted, 'km/h', [{ name, factor: 3.6 }]), typed).toBe(1);
			expect(readingOf(typed, 'km/h')).toEqual({ kind: 'other_unit', unit: name });
		}
	}
);

test('what is one number is a number, and what marking can never read is none', () => {
	for (const typed of ['60', '60 km/h', '6e1', ' −3,5 '])
		expect(readingOf(typed, 'km/h')).toEqual({ kind: 'number' });
	for (const typed of ['far', '16 or 17', '1.234,5', '1.234,5 m/s', '16–17', 'm/s', '', '5 .'])
		expect(readingOf(typed, 'km/h'), typed).toEqual({ kind: 'none' });
});
