import { expect, test } from 'vitest';
import { mailPieces } from './mail-text.ts';

test('an address in a mail can be followed, and no word of the mail is lost', () => {
	const body = 'Hello,\n\nhttps://x.test/account/reset#AbC_-1\n\nDo nothing.';
	const pieces = mailPieces(body);
	expect(pieces.map(({ text }) => text).join('')).toBe(body);
	expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(['https://x.test/account/reset#AbC_-1']);
});

test('attack: an address that is a script stays words', () => {
	expect(mailPieces('javascript:alert(1) data:text/html,x').every(({ href }) => !href)).toBe(true);
});
