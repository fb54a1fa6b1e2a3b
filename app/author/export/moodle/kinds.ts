import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemOf, ItemType } from '#sync/schema/item.ts';
import type { Solution, SolutionOf } from '#sync/schema/solution.ts';
import { NotWrittenError } from '../report.ts';
import type { QuestionText } from './question-text.ts';

/** What the writer of one type gives: Moodle's name for it, and what stands in it behind what all types have. */
export type Body = {
	type: string;
	inside: string[];
	/** What stands for the places of the prompt. */
	gap?: (id: string) => string;
	/** Words of the text that Moodle would take for a place of its own, and what is written instead. */
	guard?: { sign: RegExp; by: string };
	/** The type has Moodle's three feedbacks. */
	combined?: boolean;
	/** Moodle counts the points of its parts. */
	noGrade?: boolean;
};
export type WriteQuestion = (authored: AuthoredItem, texts: QuestionText) => Body;

export type Keyed<T extends Solution['type'] & ItemType> = {
	item: ItemOf<T>;
	solution: SolutionOf<T>;
	feedback: AuthoredItem['feedback'];
};

/** An item and its key, of one type; without a key no question of Moodle's can be. */
export function keyed<T extends Solution['type'] & ItemType>(
	type: T,
	{ item, solution, feedback }: AuthoredItem
): Keyed<T> {
	if (item.type !== type) throw new TypeError(`${item.type} is no ${type}`);
	if (solution?.type !== type) throw new NotWrittenError('no_key');
	return { item: item as ItemOf<T>, solution: solution as SolutionOf<T>, feedback };
}
