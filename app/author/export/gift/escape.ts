/** Text of GIFT: its signs with a backslash, and on one line. */
export const escapeGift = (text: string): string =>
	text.replaceAll(/[\\~=#{}:]/g, '\\$&').replaceAll(/\r\n?|\n/g, '\\n');
