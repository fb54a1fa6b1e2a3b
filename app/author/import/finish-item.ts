/** The border every imported item passes: what the mapping made is parsed once, and a fault becomes the reason why it is left out. */
import type { ZodError } from 'zod';
import { authoredItem, type AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Item } from '#sync/schema/item.ts';
import { htmlToWords } from './html.ts';
import { isLack, LeftOutError, type Change, type ImportedItem, type Reason } from './report.ts';

const MOST_NAME = 300;
const FIRST_WORDS = 80;

export function finishItem({
	name,
	found,
	make
}: {
	name: string;
	found: string;
	make: (note: (change: Change) => void) => AuthoredItem;
}): ImportedItem {
	const shown = shortName(name) || found;
	const changes: Change[] = [];
	const leftOut = (reason: Reason): ImportedItem => ({
		name: shown,
		found,
		outcome: 'left_out',
		reason
	});
	try {
		const parsed = authoredItem.safeParse(make((change) => changes.push(change)));
		if (!parsed.success) return leftOut(reasonOf(parsed.error));
		const authored = parsed.data;
		const lost = placesOf(authored.item).find((id) => !authored.item.prompt.includes(`[[${id}]]`));
		if (lost !== undefined) return leftOut({ code: 'malformed', detail: `[[${lost}]]` });
		if (changes.length === 0) return { name: shown, found, outcome: 'whole', authored };
		const unique = uniqueChanges(changes);
		if (unique.every(isLack))
			return { name: shown, found, outcome: 'whole', authored, lacks: unique };
		return { name: shown, found, outcome: 'changed', authored, changes: unique };
	} catch (problem) {
		if (problem instanceof LeftOutError) return leftOut(problem.reason);
		// Markup inside markup until the stack ends: this item cannot be read, the next one may.
		if (problem instanceof RangeError)
			return leftOut({ code: 'malformed', detail: 'nested too deeply' });
		throw problem;
	}
}

/** What must stand in the prompt: markup that was taken out may have taken a gap with it. */
function placesOf(item: Item): string[] {
	if (item.type === 'gap_text') return item.gaps.map(({ id }) => id);
	if (item.type === 'drag_text') return item.blanks;
	if (item.type === 'hot_text') return item.spans.map(({ id }) => id);
	return [];
}

/** One line, as long as a name may be. */
export function shortName(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ').trim();
	if (line.length <= MOST_NAME) return line;
	// Not cut through a letter of two halves.
	return `${line.slice(0, MOST_NAME - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What Canvas calls each question that nobody named, in its languages. */
const UNNAMED = /^(question|pregunta|frage|pergunta|domanda|vraag|spørgsmål|fråga|प्रश्न|سؤال)?$/i;

export const isUnnamed = (name: string): boolean => UNNAMED.test(name.trim());

/** Of an item that has no name: how its question begins. */
export function firstWords(html: string): string {
	// So much of it that what stands around a few words cannot go deeper than the stack.
	const words = htmlToWords(html.slice(0, 10_000));
	return words.length > FIRST_WORDS
		? `${words.slice(0, FIRST_WORDS).replace(/[\ud800-\udbff]$/, '')}…`
		: words;
}

function reasonOf({ issues }: ZodError): Reason {
	const issue = issues[0];
	const detail = issue?.path.join('.') ?? '';
	if (/^item\.points$/.test(detail)) return { code: 'marks_invalid', detail };
	if (issue?.code === 'too_big') return { code: 'too_long', detail };
	if (issue?.code !== 'too_small') return { code: 'malformed', detail };
	if (detail === 'item.prompt') return { code: 'no_prompt' };
	if (detail === 'item.options') return { code: 'too_few_options' };
	if (detail.startsWith('solution.')) return { code: 'no_right_answer' };
	return { code: 'malformed', detail };
}

const uniqueChanges = (changes: readonly Change[]) =>
	changes.filter(
		({ code, detail }, at) =>
			changes.findIndex((one) => one.code === code && one.detail === detail) === at
	);
