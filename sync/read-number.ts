/** Numbers as people type them: on the device to say that one cannot be read, at the edge to mark it. */

/**
 * Decimal point or comma, any script's digits that our languages use, and behind it the item's own unit if somebody wrote it; null: not
 * one plain number (1.234,5 could be two).
 */
export function readNumber(typed: string, unit?: string): number | null {
	const plain = plainDigits(typed, unit).replace('\u066b', '.');
	return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?$/i.test(plain)
		? Number(plain.replace(',', '.'))
		: null;
}

/** `kind` `other_unit`: a number with a unit behind it that is not the item's own. Whether it is allowed is in the key alone. */
export type Reading = { kind: 'number' } | { kind: 'other_unit'; unit: string } | { kind: 'none' };

/**
 * As much as can be said of an answer without the key: `number` and `none` are what marking says of them too, but for a unit of the key
 * that does not look like one.
 */
export function readingOf(typed: string, unit?: string): Reading {
	if (readNumber(typed, unit) !== null) return { kind: 'number' };
	const text = typed.trim();
	const [number = ''] = leadingNumber.exec(text) ?? [];
	const other = text.slice(number.length).trim();
	return number !== '' && readNumber(number) !== null && looksLikeUnit.test(other)
		? { kind: 'other_unit', unit: other }
		: { kind: 'none' };
}

const leadingNumber = /^[-+\u2212\u2013]?[\p{Nd}.,\u066b]+(?:e[+-]?\d{1,3}(?![\p{L}\p{Nd}]))?/iu;
/** Words that begin with a letter or a sign of a unit: "m/s", "cm²", "kg · m^2", "€ / h", but not "or 17". */
const looksLikeUnit = /^(?=.{1,40}$)[\p{L}\p{Sc}%‰°'"′″](?:\S|\s+(?=[\p{L}\p{Sc}%‰°/·⋅×*^]))*$/u;

/** With the sign between them taken for one of thousands, and for the decimal sign, which is how it is read here. */
export type TwoReadings = { grouped: number; plain: number };

/**
 * Both numbers that a text can mean to who writes thousands with one of the `groups`: "8,850" is eight thousand to who groups by comma.
 * Null: one number, or none. A sign that is never read as a decimal one (U+066C) makes no number, and the Arabic decimal sign
 * (U+066B) is nothing else.
 */
export function readBothWays(
	typed: string,
	groups: readonly string[],
	unit?: string
): TwoReadings | null {
	const [, sign = '', head = '', mark = '', tail = ''] =
		/^([-+]?)([1-9]\d{0,2})([.,])(\d{3})$/.exec(plainDigits(typed, unit)) ?? [];
	if (mark === '' || !groups.includes(mark)) return null;
	return { grouped: Number(`${sign}${head}${tail}`), plain: Number(`${sign}${head}.${tail}`) };
}

/** Without the unit, its digits and its minus as a program writes them; the signs between digits stay. */
function plainDigits(typed: string, unit: string | undefined): string {
	return withoutUnit(typed, unit)
		.trim()
		.replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
			String(
				(digit.charCodeAt(0) - (digit < '\u06f0' ? 0x660 : digit < '\u0966' ? 0x6f0 : 0x966)) % 10
			)
		)
		.replace(/[\u2212\u2013]/, '-');
}

/** The unit the item asks for, with any spaces or none; another unit is another answer and stays. */
function withoutUnit(typed: string, unit: string | undefined): string {
	const bare = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');
	const given = bare(typed);
	const asked = bare(unit ?? '');
	return asked !== '' && given.endsWith(asked) ? given.slice(0, -asked.length) : typed;
}
