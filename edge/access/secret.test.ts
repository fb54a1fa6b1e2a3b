import { expect, test } from 'vitest';
import { sameBytes, sameSecret } from './secret.ts';

test('the same is the same; one bit, one byte more or nothing at all is not', () => {
	expect(sameSecret('secret', 'secret')).toBe(true);
	for (const given of ['', 'secreu', 'secret ', 'Secret', 'secre', '\ud800'])
		expect(sameSecret(given, 'secret')).toBe(false);
	expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
	expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
	expect(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
});
