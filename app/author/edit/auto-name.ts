/** The name of an item that nobody has named: how its question begins. */
import { plainText } from '#app/ui/plain-text.ts';

const FIRST_WORDS = 60;

export function firstWords(prompt: string): string {
	const words = plainText(prompt.replaceAll(/\[\[[^\]]*\]\]/g, '…'))
		.replaceAll(/\s+/g, ' ')
		.trim();
	if (words.replaceAll('…', '').trim() === '') return '';
	if (words.length <= FIRST_WORDS) return words;
	const cut = words.slice(0, FIRST_WORDS).replace(/[\ud800-\udbff]$/, '');
	return `${cut.slice(0, Math.max(20, cut.lastIndexOf(' '))).trimEnd()}…`;
}

/** The name after its question was written; one that somebody chose stays. `before`: the question until then. */
export function nameAfter(
	name: string,
	{ before, now, type }: { before: string; now: string; type: string }
): string {
	const own = name !== type && name !== firstWords(before);
	return own ? name : firstWords(now) || type;
}
