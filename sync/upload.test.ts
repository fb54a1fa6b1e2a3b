import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { foreignPart } from './foreign-part.ts';
import type { ItemOf } from './schema/item.ts';
import { PART_BYTES, partBytes, partsOf, typesFor } from './upload.ts';
import { uploadTypeOf } from './upload-type.ts';

const item: ItemOf<'upload'> = {
	id: 'working',
	type: 'upload',
	prompt: 'Show it.',
	points: 1,
	accept: ['image'],
	most: 1
};
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('U3: the parts of a file are its whole length, whatever that is', () => {
	for (const bytes of [1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 10_000_000]) {
		const parts = Array.from({ length: partsOf(bytes) }, (_, part) => partBytes(bytes, part));
		expect(parts.reduce((sum, length) => sum + length, 0)).toBe(bytes);
		expect(Math.min(...parts)).toBeGreaterThan(0);
		expect(partBytes(bytes, parts.length)).toBe(0);
	}
	expect([-1, 0.5, Number.NaN].map((part) => partBytes(5, part))).toEqual([0, 0, 0]);
});

test('U5: what a file is, its bytes say', () => {
	const odt = zipSync({
		mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
		'content.xml': strToU8('<x/>')
	});
	const docx = zipSync({
		'[Content_Types].xml': strToU8('<x/>'),
		'word/document.xml': strToU8('<x/>')
	});
	expect(uploadTypeOf(latin1('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
	expect(uploadTypeOf(latin1('\0\0\0\x18ftypheic\0\0'))).toBe('image/heic');
	expect(uploadTypeOf(latin1('%PDF-1.7'))).toBe('application/pdf');
	expect(uploadTypeOf(odt)).toBe('application/vnd.oasis.opendocument.text');
	expect(uploadTypeOf(docx)).toMatch(/wordprocessingml/);
	expect(uploadTypeOf(strToU8('दो पंक्तियाँ'))).toBe('text/plain');
});

test('attack: a program, an archive of anything, bytes that are no text are none of the types', () => {
	expect(uploadTypeOf(latin1('MZ\x90\0\x03'))).toBeNull();
	expect(uploadTypeOf(zipSync({ 'run.exe': strToU8('x') }))).toBeNull();
	expect(uploadTypeOf(latin1('\xff\xfe\xfd'))).toBeNull();
	// A drawing can hold a script; it is text, and never a picture.
	expect(uploadTypeOf(strToU8('<svg onload="x"/>'))).toBe('text/plain');
});

test('U5: an item takes the types of its kinds', () => {
	expect(typesFor(item).every((type) => type.startsWith('image/'))).toBe(true);
	expect(typesFor({ accept: ['pdf'] })).toEqual(['application/pdf']);
	expect(typesFor({ accept: ['text'] })).toContain('text/plain');
	expect(typesFor({ accept: ['text'] })).not.toContain('application/pdf');
	expect(typesFor({ accept: ['any'] }).length).toBeGreaterThan(10);
});

test('V10: one file more than may be handed in does not fit its item', () => {
	const one = { hash: 'a'.repeat(64), name: 'a', contentType: 'image/jpeg', bytes: 1 };
	const two = { ...one, hash: 'b'.repeat(64) };
	expect(foreignPart(item, { type: 'upload', files: [one] })).toBeNull();
	expect(foreignPart(item, { type: 'upload', files: [one, two] })).toBe(two.hash);
});
