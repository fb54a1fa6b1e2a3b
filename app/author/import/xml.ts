/**
 * XML as a small tree. saxes checks well-formedness and knows no entities but the five of XML: a document type may stand there, what it
 * declares is never used, so neither expansion nor a fetch can be caused by a file.
 */
import { SaxesParser } from 'saxes';
import { ImportRefusedError } from './report.ts';

export type XmlElement = {
	/** Without its prefix: an item is the same one whatever the namespace is abbreviated to. */
	name: string;
	attributes: Record<string, string>;
	children: (XmlElement | string)[];
};

const MOST_DEPTH = 200;
const MOST_ELEMENTS = 2_000_000;

/** `broken`: the error behind which nothing was read; `root` has what came before it, its elements still `open` ended there. */
export function parseXml(text: string): {
	root: XmlElement | null;
	broken: string | null;
	open: readonly XmlElement[];
} {
	const parser = new SaxesParser();
	const open: XmlElement[] = [];
	let root: XmlElement | null = null;
	let broken: string | null = null;
	let elements = 0;
	parser.on('opentag', ({ name, attributes }) => {
		if (broken !== null) return;
		if (open.length >= MOST_DEPTH) throw new ImportRefusedError('too_deep', name);
		if (++elements > MOST_ELEMENTS) throw new ImportRefusedError('too_large', String(elements));
		const element: XmlElement = {
			name: withoutPrefix(name),
			attributes: Object.fromEntries(
				Object.entries(attributes).map(([key, value]) => [withoutPrefix(key), String(value)])
			),
			children: []
		};
		open.at(-1)?.children.push(element);
		root ??= element;
		open.push(element);
	});
	parser.on('closetag', () => {
		if (broken === null) open.pop();
	});
	const text_ = (words: string) => {
		if (broken === null) open.at(-1)?.children.push(words);
	};
	parser.on('text', text_);
	parser.on('cdata', text_);
	parser.on('error', (problem) => {
		broken ??= problem.message;
	});
	parser.write(text).close();
	return { root, broken, open };
}

const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);

export const childrenOf = (element: XmlElement, name?: string): XmlElement[] =>
	element.children.filter(
		(child): child is XmlElement =>
			typeof child !== 'string' && (name === undefined || child.name === name)
	);

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
	element && childrenOf(element, name)[0];

/** All below, in the order of the document. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
	return childrenOf(element).flatMap((child) => [
		...(child.name === name ? [child] : []),
		...descendantsOf(child, name)
	]);
}

/** All text inside, as it is. */
export const textOf = (element: XmlElement | undefined): string =>
	element?.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('') ??
	'';

/** As markup again: for what is HTML inside XML. */
export function markupOf(element: XmlElement): string {
	return element.children.map(nodeMarkup).join('');
}

function nodeMarkup(node: XmlElement | string): string {
	if (typeof node === 'string') return escapeText(node);
	const attributes = Object.entries(node.attributes)
		.map(([key, value]) => ` ${key}="${escapeText(value).replaceAll('"', '&quot;')}"`)
		.join('');
	return VOID.has(node.name)
		? `<${node.name}${attributes}>`
		: `<${node.name}${attributes}>${markupOf(node)}</${node.name}>`;
}

const VOID = new Set(['br', 'hr', 'img', 'col', 'source', 'wbr', 'input']);
const escapeText = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
