/** Numbers as people type them: on the device to say that one cannot be read, at the edge to mark it. */

/**
 * Decimal point or comma, any script's digits that our languages use, and behind it the item's own unit if somebody wrote it; null: not
 * one plain number (1.234,5 could be two).
 */
export function readNumber(typed: string, unit?: string): number | null {
	const plain = withoutUnit(typed, unit)
		.trim()
		.replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
			String(
				(digit.charCodeAt(0) - (digit < '\u06f0' ? 0x660 : digit < '\u0966' ? 0x6f0 : 0x966)) % 10
			)
		)
		.replace('\u066b', '.')
		.replace(/[\u2212\u2013]/, '-');
	return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?$/i.test(plain)
		? Number(plain.replace(',', '.'))
		: null;
}

/** The unit the item asks for, with any spaces or none; another unit is another answer and stays. */
function withoutUnit(typed: string, unit: string | undefined): string {
	const bare = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');
	const given = bare(typed);
	const asked = bare(unit ?? '');
	return asked !== '' && given.endsWith(asked) ? given.slice(0, -asked.length) : typed;
}
