/** What the bank knows an item by: the words it is found by, and the hash that two of the same have in common. Pure. */
import { canonicalBytes } from '#sync/canonical.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';

const MOST_WORDS = 8_000;
const MOST_EXCERPT = 200;

/** Lower case; behind a line break the same without spaces, so that `$x^2 + 1$` is found as `x^2+1`. */
export function wordsOf({ name, item, category, tags }: AuthoredItem): string {
	const texts = [name, ...category, ...tags, item.prompt, ...textsIn(item)];
	const words = plain(texts.join(' ')).slice(0, MOST_WORDS);
	return `${words}\n${words.replaceAll(/\s+/g, '')}`;
}

/** As `rich-tokens.ts` reads them: without attributes, closed, and not escaped. */
const ELEMENT = /(?<!\\)<(u|sub|sup)>((?:(?!<\/?\1>)[\s\S])+)(?<!\\)<\/\1>/g;

/** Their words alone; 10³ is `10^3`, not 103. */
function withoutElements(text: string): string {
	const less = text.replaceAll(ELEMENT, (_all, name: string, inside: string) =>
		name === 'sup' ? `^${inside}` : inside
	);
	return less === text ? text : withoutElements(less);
}

export const plain = (text: string): string =>
	withoutElements(text)
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/\s+/g, ' ')
		// Markdown's escapes are not what anybody searches for.
		.replaceAll(/\\([[\]_*@:#!|<>~`.-])/g, '$1')
		.trim();

/** Every `text` below: options, rows, gaps, areas. */
function textsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inside]) =>
		key === 'text' && typeof inside === 'string' ? [inside] : textsIn(inside)
	);
}

/** A line of a table that only parts its head from its rows. */
const RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$/;

/** A table is the words of its cells: in one line its signs would part nothing. */
function withoutRules(prompt: string): string {
	const lines = prompt.split('\n');
	let inside = false;
	return lines
		.flatMap((line, at) => {
			if (RULE.test(line)) return [];
			inside = line.includes('|') && (inside || RULE.test(lines[at + 1] ?? ''));
			return inside ? line.replaceAll(/(?<!\\)\|/g, ' ') : line;
		})
		.join('\n');
}

export const excerptOf = ({ prompt }: Pick<AuthoredItem['item'], 'prompt'>): string =>
	withoutRules(prompt)
		.replaceAll(/!\[([^\]]*)\]\(media:[0-9a-f]{64}(?: "decoration")?\)/g, '$1')
		.replaceAll(/\s+/g, ' ')
		.trim()
		.slice(0, MOST_EXCERPT);

/** Of what is asked and what is right; not of its name, its points, or where it is filed. */
export function contentHash({ item, solution }: AuthoredItem): string {
	const { id: _id, points: _points, ...asked } = item;
	const { item: _item, ...right } = solution ?? { item: '' };
	return sha256Hex(canonicalBytes({ asked, right }));
}
