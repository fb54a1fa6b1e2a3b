import { expect, test } from 'vitest';
import { readBothWays, readNumber } from './read-number.ts';

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
