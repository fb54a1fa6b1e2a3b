/**
 * HTML as others wrote it to our Markdown: what has a place there is kept, formulas become `$…$`, pictures `media:HASH`; `u`, `sub` and `sup` stay elements; scripts, frames
 * and styles are never looked at again. `[[id]]` written by a mapping (see `gapMark`) stays a gap; brackets of the text are escaped.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { PhrasingContent } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark, { type Options } from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkStringify, { type Options as StringifyOptions } from 'remark-stringify';
import { unified } from 'unified';
import { DECORATION } from '#sync/draft/picture-words.ts';
import { alignmentOf, isMoved } from './html-alignment.ts';
import { FORMULA, formulaNode, formulaOf, formulasIn, math, words } from './html-formulas.ts';
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
				[FORMULA]: (_state, node: Element) => formulaNode(node),
				...Object.fromEntries([...SET].map((name) => [name, setNode]))
			}
		})
		.runSync(root);
	const text = unified()
		.use(remarkGfm)
		.use(remarkMath)
		.use(remarkStringify, {
			bullet: '-',
			emphasis: '*',
			rule: '-',
			resourceLink: true,
			handlers: Object.fromEntries([[NAMED, writeSet]])
		})
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
		else {
			if (LOST.has(child.tagName)) note({ code: 'formatting_lost', detail: child.tagName });
			clean(child, media, note);
			if (isMoved(child)) note({ code: 'alignment_dropped', detail: alignmentOf(child) });
			if (child.tagName === 'a') kept.push(...linkOf(child, note));
			else if (SET.has(child.tagName)) kept.push(...setApart(child, note));
			else if (child.tagName === 'table') kept.push(...captionsOf(child), child);
			else if (EMPHASIS.has(child.tagName)) kept.push(...withoutSpaces(child));
			else kept.push(child);
		}
	}
	parent.children = kept as typeof parent.children;
}

/** The elements that our Markdown has. */
const SET = new Set(['u', 'sub', 'sup']);
const EMPHASIS = new Set(['em', 'i', 'strong', 'b', 'del', 's']);
const INLINE = new Set([...EMPHASIS, ...SET, 'span', 'code', 'br', FORMULA]);

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

/** Around whole paragraphs, and one inside another of its kind, there is none. */
function setApart(node: Element, note: (change: Change) => void): ElementContent[] {
	if (words(node).trim() === '') return node.children;
	const has = (inside: Element): boolean =>
		inside.children.some(
			(child) =>
				child.type === 'element' &&
				(!INLINE.has(child.tagName) || child.tagName === node.tagName || has(child))
		);
	if (!has(node)) return [node];
	note({ code: 'formatting_lost', detail: node.tagName });
	return node.children;
}

/** Of Markdown's kinds of nodes the one within a line that has a name and no writer: as HTML it would end the paragraph. */
const NAMED = 'textDirective';
type ToMarkdown = NonNullable<Options['handlers']>[string];
const setNode: ToMarkdown = (state, node: Element) =>
	({ type: NAMED, name: node.tagName, children: state.all(node) }) as unknown as PhrasingContent;
type Written = NonNullable<NonNullable<StringifyOptions['handlers']>['strong']>;
const writeSet: Written = (node: { name: string }, _parent, state, info) =>
	`<${node.name}>${state.containerPhrasing(node as never, { ...info, before: '>', after: '<' })}</${node.name}>`;

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
