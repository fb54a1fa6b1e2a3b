import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	concat,
	equal,
	fromBase64url,
	fromHex,
	text,
	toBase64url,
	toHex,
	utf8,
	uuidBytes,
	uuidText
} from './bytes.ts';

test('base64url and hex give back what they were made of', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
			expect(fromHex(toHex(bytes))).toEqual(bytes);
			expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
			expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
		})
	);
});

test('base64url has one spelling: loose bits, padding, other alphabets and cut groups throw', () => {
	for (const wrong of ['AB', 'AAB', 'AA==', 'A+/A', 'A', 'AAAAA', 'Ā'])
		expect(() => fromBase64url(wrong)).toThrow(TypeError);
});

test('hex is lower case and even', () => {
	for (const wrong of ['A0', 'abc', 'zz']) expect(() => fromHex(wrong)).toThrow(TypeError);
});

test('E2: a byte order mark stays in the text, and what is not UTF-8 throws', () => {
	expect(text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
	for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]])
		expect(() => text(Uint8Array.from(wrong))).toThrow(TypeError);
});

test('a UUID is its 16 bytes', () => {
	const uuid = '0189abcd-ef01-4234-8567-89abcdef0123';
	expect(uuidText(uuidBytes(uuid))).toBe(uuid);
	expect(() => uuidBytes(uuid.toUpperCase())).toThrow(TypeError);
});

test('equal compares length and bytes', () => {
	expect(equal(utf8('ab'), concat(utf8('a'), utf8('b')))).toBe(true);
	expect(equal(utf8('ab'), utf8('abc'))).toBe(false);
});
