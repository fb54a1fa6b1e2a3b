import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CanonicalError, canonicalText } from './canonical.ts';

test('E2: the example of RFC 8785', () => {
	const value = {
		numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
		string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
		literals: [null, true, false]
	};
	expect(canonicalText(value)).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
	);
});

test('E2: names are ordered by UTF-16 code units', () => {
	const value = { '\ufb33': 1, '\u{1f600}': 2, '\u20ac': 3, '1': 4, '\r': 5 };
	expect(canonicalText(value)).toBe('{"\\r":5,"1":4,"\u20ac":3,"\u{1f600}":2,"\ufb33":1}');
});

test('E2: canonical text is a fixed point, whatever the JSON', () => {
	fc.assert(
		fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
			const text = canonicalText(value);
			expect(canonicalText(JSON.parse(text))).toBe(text);
		})
	);
});

test('E2: what JSON cannot hold is refused, not written as something else', () => {
	const deep = JSON.parse('['.repeat(100) + ']'.repeat(100));
	for (const value of [
		undefined,
		NaN,
		Infinity,
		1n,
		'\ud800',
		{ '\udfff': 1 },
		[undefined],
		new Date(),
		deep
	])
		expect(() => canonicalText(value)).toThrow(CanonicalError);
});
