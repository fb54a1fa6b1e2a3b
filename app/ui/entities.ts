const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0'
};

/** The few character references that people write in Markdown. Others stay as they are. */
export function decodeEntities(text: string): string {
	return text.replaceAll(
		/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
		(all, decimal, hex, name) => {
			if (name) return named[name as string] ?? (all as string);
			const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (all as string);
		}
	);
}
