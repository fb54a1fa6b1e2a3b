/** How an answer is given on paper. */
import type { ItemOf } from '#sync/schema/item.ts';
import type { Option } from '#sync/schema/item.ts';
import { plainText } from '#app/ui/plain-text.ts';

const WORDS_A_LINE = 9;
const FEWEST = 6;
const MOST = 34;
/** Where nobody said how much is to be written. */
const USUAL_WORDS = 120;

export function linesFor({ minWords, maxWords }: Pick<ItemOf<'essay'>, 'minWords' | 'maxWords'>) {
	const words = maxWords ?? Math.max(USUAL_WORDS, (minWords ?? 0) * 1.5);
	return Math.min(MOST, Math.max(FEWEST, Math.ceil(words / WORDS_A_LINE)));
}

const MOST_IN_COLUMN = 34;

/** Beside each other where each fits half a line and none is a picture. */
export const inColumns = (options: readonly Option[]): boolean =>
	options.length > 2 &&
	options.every(
		({ text }) => !/!\[|\$\$|\n/.test(text) && [...plainText(text)].length <= MOST_IN_COLUMN
	);

/** Beside its row an option would be the answer: on paper they stand in the order of their letters. */
export const mixed = ({ options, shuffle }: { options: readonly Option[]; shuffle: boolean }) =>
	shuffle
		? options.toSorted((one, other) => plainText(one.text).localeCompare(plainText(other.text)))
		: options;

/** A, B … Z, AA, AB … */
export function letter(at: number): string {
	const last = String.fromCharCode(65 + (at % 26));
	return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}
