import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localText, readLocal } from './local-time.ts';

test('a moment that nobody touched stays to the millisecond, another is read to the minute', () => {
	const at = new Date(2030, 0, 31, 8, 5, 7, 123).getTime();
	expect(localText(at)).toBe('2030-01-31T08:05');
	expect(readLocal('2030-01-31T08:05', at)).toBe(at);
	expect(readLocal('2030-01-31T08:06', at)).toBe(new Date(2030, 0, 31, 8, 6).getTime());
	expect(readLocal('', at)).toBeNull();
});

test('whatever moment is shown, the field gives the same one back', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
			expect(readLocal(localText(at), at)).toBe(at);
		})
	);
});
