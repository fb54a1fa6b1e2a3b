/** A text as good as it is typed: without spaces, in any of the ways to write a product, a quotient or a power. */
const plain = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/[\s^*·⋅×]/gu, '')
		.replace(/[⁄∕]/gu, '/')
		.replace(/−/gu, '-');

const number = /^[-+]?[\p{Nd}.,'’٫٬]*(?:e[-+]?\p{Nd}+)?/iu;
const wordsOrSigns = /[\p{L}\p{Sc}%‰°]/u;

/** The item's unit, to stand beside a typed number; null where there is none, or the student has typed one: also another, which stands alone. */
export function unitBeside(typed: string, unit: string | undefined): string | null {
	if (!unit) return null;
	return wordsOrSigns.test(plain(typed).replace(number, '')) ? null : unit;
}
