/**
 * HTML as others wrote it to our Markdown: what has a place there is kept, formulas become `$…$`, pictures `media:HASH`; scripts, frames
 * and styles are never looked at again. `[[id]]` written by a mapping (see `gapMark`) stays a gap; brackets of the text are escaped.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { DECORATION } from '#sync/draft/picture-words.ts';
import { alignmentOf, isMoved } from './html-alignment.ts';
import {
	FORMULA,
	formulaNode,
	formulaOf,
	formulasIn,
	isLine,
	math,
	script,
	underlined,
	words
} from './html-formulas.ts';
import { linkOf } from './html-links.ts';
import type { Change } from './report.ts';

/** A letter of the private use area on both sides: no text has it, and nothing escapes it. */
const MARK = '\ue000';
export const gapMark = (id: string) => `${MARK}${id}${MARK}`;

export type MediaFinder = (source: string) => { hash: string } | { missing: Change['code'] };
export type Markdown = { text: string; changes: Change[] };

export function htmlToMarkdown(html: string, media: MediaFinder): Markdown {
	const changes: Change[] = [];
	const root = unified().use(rehypeParse, { fragment: true }).parse(html.replaceAll('\0', ''));
	clean(root, media, (change) => changes.push(change));
	const tree = unified()
		.use(rehypeRemark, {
			handlers: {
				[FORMULA]: (_state, node: Element) => formulaNode(node)
			}
		})
		.runSync(root);
	const text = unified()
		.use(remarkGfm)
		.use(remarkMath)
		.use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', resourceLink: true })
		.stringify(tree as never)
		.replaceAll(new RegExp(`${MARK}([a-z0-9-]+)${MARK}`, 'g'), '[[$1]]')
		.replaceAll('&#x20;', ' ')
		.trim();
	return { text, changes: unique(changes) };
}

/** The words alone: for answers that are typed, and names. */
export const htmlToWords = (html: string): string =>
	unified()
		.use(rehypeParse, { fragment: true })
		.parse(html.replaceAll(/<br\b|<\/(?:p|div|li|h[1-6]|td|th|tr)>/gi, ' $&'))
		.children.map((child) => (child.type === 'doctype' ? '' : words(child)))
		.join('')
		.replaceAll(/\s+/g, ' ')
		.trim();

const NEVER = new Set([
	'script',
	'style',
	'iframe',
	'object',
	'embed',
	'form',
	'noscript',
	'template',
	'applet',
	'link',
	'meta'
]);
const LOST = new Set(['font', 'video', 'ruby', 'canvas']);

function clean(parent: Root | Element, media: MediaFinder, note: (change: Change) => void): void {
	const kept: (RootContent | ElementContent)[] = [];
	for (const child of parent.children) {
		if (child.type === 'text') kept.push(...formulasIn(child.value));
		else if (child.type !== 'element') continue;
		else if (NEVER.has(child.tagName)) note({ code: 'script_removed', detail: child.tagName });
		else if (child.tagName === 'img') kept.push(...picture(child, media, note));
		else if (child.tagName === 'audio') kept.push(...sound(child, media, note));
		else if (child.tagName === 'math') kept.push(formulaOf(child, note));
		else if (child.tagName === 'sub' || child.tagName === 'sup') kept.push(script(child));
		else if (child.tagName === 'u' && isLine(child)) kept.push(...underlined(child));
		else {
			if (LOST.has(child.tagName) || child.tagName === 'u')
				note({ code: 'formatting_lost', detail: child.tagName });
			clean(child, media, note);
			if (child.tagName === 'u' && isInline(child)) child.tagName = 'em';
			if (isMoved(child)) note({ code: 'alignment_dropped', detail: alignmentOf(child) });
			if (child.tagName === 'a') kept.push(...linkOf(child, note));
			// Paragraphs with a line below them stay without it.
			else if (child.tagName === 'u') kept.push(...child.children);
			else if (child.tagName === 'table') kept.push(...captionsOf(child), child);
			else if (EMPHASIS.has(child.tagName)) kept.push(...withoutSpaces(child));
			else kept.push(child);
		}
	}
	parent.children = kept as typeof parent.children;
}

const EMPHASIS = new Set(['em', 'i', 'strong', 'b', 'del', 's']);
const INLINE = new Set([...EMPHASIS, 'span', 'code', FORMULA]);

/** Markdown has no emphasis that begins or ends with a space: the spaces stand around it. */
function withoutSpaces(element: Element): ElementContent[] {
	const first = element.children[0];
	const last = element.children.at(-1);
	const before = first?.type === 'text' ? (/^\s+/.exec(first.value)?.[0] ?? '') : '';
	if (first?.type === 'text') first.value = first.value.slice(before.length);
	const after = last?.type === 'text' ? (/\s+$/.exec(last.value)?.[0] ?? '') : '';
	if (last?.type === 'text') last.value = last.value.slice(0, last.value.length - after.length);
	const isEmpty = words(element) === '' && element.children.every(({ type }) => type === 'text');
	const space = (value: string): ElementContent[] =>
		value === '' ? [] : [{ type: 'text', value }];
	return [...space(before), ...(isEmpty ? [] : [element]), ...space(after)];
}

/** A table of Markdown has none, so its words stand above it. */
function captionsOf(table: Element): Element[] {
	const captions = table.children.filter(
		(child): child is Element => child.type === 'element' && child.tagName === 'caption'
	);
	table.children = table.children.filter((child) => !captions.includes(child as Element));
	return captions.map((caption) => ({ ...caption, tagName: 'p' }));
}

/** Emphasis around whole paragraphs would be none. */
const isInline = (node: Element): boolean =>
	words(node).trim() !== '' &&
	node.children.every(
		(child) => child.type === 'text' || (child.type === 'element' && INLINE.has(child.tagName))
	);

function picture(
	node: Element,
	media: MediaFinder,
	note: (change: Change) => void
): ElementContent[] {
	const tex = node.properties['dataEquationContent'];
	if (typeof tex === 'string' && tex !== '') return [math(tex, false)];
	const source = String(node.properties['src'] ?? '');
	const alt = String(node.properties['alt'] ?? '').trim();
	const found = media(source);
	if ('missing' in found) {
		note({ code: found.missing, detail: source.slice(0, 200) });
		return alt === '' ? [] : [{ type: 'text', value: alt }];
	}
	const decoration = alt === '' && isDecoration(node);
	if (alt === '' && !decoration)
		note({ code: 'alternative_text_missing', detail: source.slice(0, 200) });
	return [
		{
			type: 'element',
			tagName: 'img',
			properties: {
				src: `media:${found.hash}`,
				alt,
				...(decoration && { title: DECORATION })
			},
			children: []
		}
	];
}

/** Said to be nothing but that; an empty `alt` alone is what many editors write of themselves. */
const isDecoration = ({ properties }: Element): boolean =>
	/^(presentation|none)$/.test(String(properties['role'] ?? '')) ||
	String(properties['ariaHidden'] ?? '') === 'true';

function sound(
	node: Element,
	media: MediaFinder,
	note: (change: Change) => void
): ElementContent[] {
	const inside = node.children.find(
		(child): child is Element => child.type === 'element' && child.tagName === 'source'
	);
	const source = node.properties['src'] ?? inside?.properties['src'] ?? '';
	const title = String(node.properties['title'] ?? node.properties['ariaLabel'] ?? '');
	return picture(
		{ type: 'element', tagName: 'img', properties: { src: source, alt: title }, children: [] },
		media,
		note
	);
}

const unique = (changes: Change[]) =>
	changes.filter(
		({ code, detail }, at) =>
			changes.findIndex((one) => one.code === code && one.detail === detail) === at
	);
