/** What an importer noted in the words of a format, for somebody who knows the question and not the format. */
import { formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

/** Types of questions and parts of formats that Invigil has nothing for. */
const known: Record<string, () => string> = {
	positionObjectInteraction: m.items_file_objects,
	drawingInteraction: m.items_file_drawing,
	mediaInteraction: m.items_file_recording,
	customInteraction: m.items_file_program,
	portableCustomInteraction: m.items_file_program,
	coderunner: m.items_file_program,
	endAttemptInteraction: m.items_file_steps,
	adaptive: m.items_file_steps,
	graphicAssociateInteraction: m.items_file_connecting,
	associateInteraction: m.items_file_connecting,
	graphicOrderInteraction: m.items_file_order,
	random: m.items_file_random,
	templateDeclaration: m.items_file_numbers,
	printedVariable: m.items_file_numbers,
	dataset_item: m.items_file_sets
};
const rules: Record<string, () => string> = {
	all: m.items_file_all,
	parts: m.items_file_parts,
	parts_less_wrong: m.items_file_less_wrong,
	shares: m.items_file_shares
};

/** A name, or a name and what was in it; nothing that somebody wrote to be read. */
const NAME = /^(?:[a-z]+[A-Z][A-Za-z]*|[A-Za-z]+_[A-Za-z_]+|[A-Z]{4,}(?:_[A-Z]+)*)$/;
const NAMED = /^(?:drop|coords|gradingtype|stimulus) \S/;
const LINES = /^lines? (\d+)(?:–(\d+))?(?:: (.*))?$/su;
const COUNTED = /^(row|item) (\d+)$/;

/** Of a part of the format. */
export const fileWords = (detail: string): string =>
	sayWord(known, detail) ??
	(NAME.test(detail) || NAMED.test(detail)
		? m.items_file_name({ name: detail })
		: placeWords(detail));

/** Of what is a word of the file for certain, as the type of a question that was left out, or where that stands. */
export function foundWords(found: string): string {
	const place = placeWords(found);
	return sayWord(known, found) ?? (place === found ? m.items_file_name({ name: found }) : place);
}

/** How points are counted, where that was guessed. */
export const ruleWords = (rule: string): string => sayWord(rules, rule) ?? fileWords(rule);

/** Of anything else: what somebody wrote stays as it is, behind where it was written. */
export function placeWords(detail: string): string {
	const [, kind, count] = COUNTED.exec(detail) ?? [];
	const n = formatNumber(Number(count));
	if (kind) return kind === 'row' ? m.items_file_row({ n }) : m.timeline_question({ n });
	const [, from, to, rest] = LINES.exec(detail) ?? [];
	if (from === undefined) return detail;
	const first = formatNumber(Number(from));
	const place =
		to === undefined
			? m.items_file_line({ n: first })
			: m.items_file_lines({ from: first, to: formatNumber(Number(to)) });
	return rest ? `${place}: ${rest}` : place;
}

const sayWord = (words: Record<string, () => string>, of: string): string | undefined =>
	Object.hasOwn(words, of) ? words[of]?.() : undefined;
