/** Typed words against those accepted. */

export type TextRule = { caseSensitive: boolean; wildcards: boolean };
export type AcceptedText = { text: string; share: number };

/** The first that fits gives its share. */
export const textShare = (
	typed: string,
	accepted: readonly AcceptedText[],
	rule: TextRule
): number => accepted.find(({ text }) => fits(typed, text, rule))?.share ?? 0;

export function fits(typed: string, accepted: string, rule: TextRule): boolean {
	const given = plain(typed, rule);
	const wanted = plain(accepted, rule);
	if (!rule.wildcards || !wanted.includes('*')) return given === wanted;
	return fitsPieces(given, wanted.split('*'));
}

function plain(text: string, { caseSensitive }: TextRule): string {
	const spaced = text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
	return caseSensitive ? spaced : spaced.toLowerCase();
}

/** `*` by hand, not as a regular expression: an author's pattern must not be able to make marking take forever. */
function fitsPieces(given: string, pieces: readonly string[]): boolean {
	const first = pieces[0] ?? '';
	const last = pieces.at(-1) ?? '';
	if (!given.startsWith(first) || !given.endsWith(last)) return false;
	const end = given.length - last.length;
	let at = first.length;
	if (at > end) return false;
	for (const piece of pieces.slice(1, -1)) {
		const found = given.indexOf(piece, at);
		if (found < 0 || found + piece.length > end) return false;
		at = found + piece.length;
	}
	return true;
}
