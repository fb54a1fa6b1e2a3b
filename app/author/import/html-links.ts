/** Links of a text. An exam has nothing to click, which would lead out of it: a link stays as its words, with its address to be read. */
import type { Element, ElementContent } from 'hast';
import { words } from './html-formulas.ts';
import type { Change } from './report.ts';

const MOST_ADDRESS = 1000;

export function linkOf(node: Element, note: (change: Change) => void): ElementContent[] {
	const href = node.properties['href'];
	// A place that is linked to.
	if (typeof href !== 'string' || href.trim() === '') return node.children;
	const address = readable(href.trim());
	if (address === null) {
		note({ code: 'formatting_lost', detail: 'a' });
		return node.children;
	}
	if (isSame(words(node), address)) return node.children;
	return besideWords(node.children, address);
}

/** What means something outside of the system that wrote it; null: an anchor, a file of its own, a script. */
function readable(href: string): string | null {
	if (href.length > MOST_ADDRESS) return null;
	if (/^https?:\/\/[^\s]+$/i.test(href)) return href;
	return /^(?:mailto|tel):([^?\s]+)/i.exec(href)?.[1] ?? null;
}

const isSame = (text: string, address: string): boolean => {
	const bare = (one: string) =>
		one
			.trim()
			.replace(/^https?:\/\//i, '')
			.replace(/\/$/, '');
	return bare(text) === bare(address);
};

/** A space at the end of the words stands behind the address. */
function besideWords(children: ElementContent[], address: string): ElementContent[] {
	const last = children.at(-1);
	const after = last?.type === 'text' ? (/\s+$/.exec(last.value)?.[0] ?? '') : '';
	if (last?.type === 'text') last.value = last.value.slice(0, last.value.length - after.length);
	const nothing = children.every((child) => child.type === 'text' && child.value.trim() === '');
	return nothing
		? [{ type: 'text', value: `${address}${after}` }]
		: [...children, { type: 'text', value: ` (${address})${after}` }];
}
