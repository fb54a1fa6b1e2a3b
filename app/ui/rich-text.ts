import type { Token, Tokens } from 'marked';
import { sound } from './sound.ts';
import { decodeEntities } from './entities.ts';
import { DECORATION } from '#sync/draft/picture-words.ts';
import { tokensOf, type KnownToken, type Reading } from './rich-tokens.ts';

/**
 * Markdown with LaTeX to DOM nodes. The text is read into tokens and each known token makes its own element: no markup is
 * ever parsed from an author's text, so there is nothing to sanitise. What has no element here (HTML, links, anything new
 * in the parser) appears as its text.
 */

export type MediaUrl = (hash: string) => string | undefined;
/** Where a formula goes, and how it is written. */
export interface FormulaPlace {
	place: HTMLElement;
	tex: string;
	display: boolean;
}
/** Where something of the caller's goes: an empty element in the running text. */
export interface GapPlace {
	place: HTMLElement;
	id: string;
}
export interface RichText {
	fragment: DocumentFragment;
	formulas: FormulaPlace[];
	/** Empty unless asked for. */
	gaps: GapPlace[];
}

interface Making {
	mediaUrl: MediaUrl;
	formulas: FormulaPlace[];
	gaps: GapPlace[];
}

export function richText(source: string, mediaUrl: MediaUrl, reading: Reading = {}): RichText {
	const making: Making = { mediaUrl, formulas: [], gaps: [] };
	const fragment = document.createDocumentFragment();
	fragment.append(...nodes(tokensOf(source, reading), making));
	return { fragment, formulas: making.formulas, gaps: making.gaps };
}

function nodes(tokens: readonly Token[] | undefined, making: Making): Node[] {
	return (tokens ?? []).flatMap((token) => node(token as KnownToken, making) ?? []);
}

function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	children: (Node | string)[] = []
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	made.append(...children);
	return made;
}

function node(token: KnownToken, making: Making): Node | Node[] | null {
	const inside = () => nodes('tokens' in token ? token.tokens : [], making);
	switch (token.type) {
		case 'space':
		case 'def':
			return null;
		case 'paragraph':
			return element('p', inside());
		case 'heading':
			return element(`h${Math.min(6, token.depth) as 1 | 2 | 3 | 4 | 5 | 6}`, inside());
		case 'blockquote':
			return element('blockquote', inside());
		case 'strong':
		case 'em':
		case 'del':
			return element(token.type, inside());
		case 'element':
			return element(token.name, inside());
		case 'hr':
		case 'br':
			return element(token.type);
		case 'code':
			return element('pre', [element('code', [token.text])]);
		case 'codespan':
			return element('code', [token.text]);
		case 'list':
			return list(token, making);
		case 'table':
			return table(token, making);
		case 'image':
			return picture(token, making);
		case 'link':
			return inside();
		case 'formula':
			return formula(token, making);
		case 'gap':
			return gap(token.id, making);
		case 'text':
			return 'tokens' in token && token.tokens
				? inside()
				: document.createTextNode(decodeEntities(token.text));
		case 'escape':
			return document.createTextNode(token.text);
		default:
			return document.createTextNode(token.raw);
	}
}

function list({ ordered, start, items }: Tokens.List, making: Making): HTMLElement {
	const made = ordered ? element('ol') : element('ul');
	if (made instanceof HTMLOListElement && typeof start === 'number') made.start = start;
	made.append(...items.map((item) => element('li', nodes(item.tokens, making))));
	return made;
}

function table({ header, rows }: Tokens.Table, making: Making): HTMLElement {
	const row = (name: 'th' | 'td', cells: Tokens.TableCell[]) =>
		element(
			'tr',
			cells.map(({ tokens, align }) => {
				const cell = element(name, nodes(tokens, making));
				if (align) cell.className = `align-${align}`;
				return cell;
			})
		);
	const head = element('thead', [row('th', header)]);
	const body = element(
		'tbody',
		rows.map((cells) => row('td', cells))
	);
	const scroll = element('div', [element('table', [head, body])]);
	scroll.className = 'table-scroll';
	return scroll;
}

/** Only pictures of the form itself. One that is not on the device gives its words instead. */
function picture({ href, text, title }: Tokens.Image, { mediaUrl }: Making): HTMLElement {
	const hash = /^media:([0-9a-f]{64})$/.exec(href)?.[1];
	const url = hash === undefined ? undefined : mediaUrl(hash);
	if (url === undefined) {
		if (title === DECORATION) return element('span');
		const words = element('span', [text]);
		words.className = 'missing-picture';
		return words;
	}
	const image = element('img');
	image.src = url;
	image.alt = title === DECORATION ? '' : decodeEntities(text);
	image.decoding = 'async';
	// Written alike, a picture and a sound differ in their bytes alone: what cannot be drawn is played.
	image.addEventListener('error', () => image.replaceWith(sound(url, image.alt)), { once: true });
	return image;
}

function gap(id: string, { gaps }: Making): HTMLElement {
	const place = element('span');
	place.className = 'gap';
	// What is in it has a direction of its own and says nothing about that of the text around it.
	place.dir = 'auto';
	gaps.push({ place, id });
	return place;
}

function formula(
	{ tex, display }: { tex: string; display: boolean },
	{ formulas }: Making
): HTMLElement {
	// Until KaTeX is here, and for good where it is not, the formula reads as it was written.
	const place = element('span', [tex]);
	formulas.push({ place, tex, display });
	return place;
}

/** Seen as HTML and read as MathML. What KaTeX cannot read stays as it was written. */
export async function renderFormulas(formulas: readonly FormulaPlace[]): Promise<void> {
	if (formulas.length === 0) return;
	const { katex } = await import('./formulas.ts');
	for (const { place, tex, display } of formulas)
		katex.render(tex, place, {
			displayMode: display,
			output: 'htmlAndMathml',
			throwOnError: false,
			errorColor: 'currentColor',
			trust: false,
			strict: 'ignore',
			maxExpand: 200,
			maxSize: 40
		});
}
