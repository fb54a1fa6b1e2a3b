/** Our Markdown as well-formed (X)HTML, from the same tokens the screen is made of: what is text there is text here. */
import type { Token, Tokens } from 'marked';
import { DECORATION } from '#sync/draft/picture-words.ts';
import { decodeEntities } from '#app/ui/entities.ts';
import { tokensOf, type KnownToken } from '#app/ui/rich-tokens.ts';
import { escapeXml, tag } from './xml.ts';

export interface Markup {
	picture: (hash: string, words: string) => string;
	formula: (tex: string, display: boolean) => string;
	/** What stands where the text says `[[id]]`; without it that is text. */
	gap?: (id: string) => string;
	/** Elements and attributes that only HTML has: `del`, `u`, where a list begins, how a column is set. */
	full: boolean;
}

/** Paragraphs and all. */
export const blockMarkup = (source: string, markup: Markup): string =>
	inner(tokensOf(source, { gaps: markup.gap !== undefined }), markup);

/** As an option is shown: a line, unless it brings lines of its own. */
export const lineMarkup = (source: string, markup: Markup): string =>
	source.includes('\n')
		? blockMarkup(source, markup)
		: inner(tokensOf(source, { inline: true, gaps: markup.gap !== undefined }), markup);

const inner = (tokens: readonly Token[] | undefined, markup: Markup): string =>
	(tokens ?? []).map((token) => written(token as KnownToken, markup)).join('');

const text = (raw: string) => escapeXml(raw);

function written(token: KnownToken, markup: Markup): string {
	const inside = () => inner('tokens' in token ? token.tokens : [], markup);
	switch (token.type) {
		case 'space':
		case 'def':
			return '';
		case 'paragraph':
			return tag('p', {}, inside());
		case 'heading':
			return tag(`h${Math.min(6, token.depth)}`, {}, inside());
		case 'blockquote':
			return tag('blockquote', {}, inside());
		case 'strong':
		case 'em':
			return tag(token.type, {}, inside());
		case 'element':
			return markup.full || token.name !== 'u' ? tag(token.name, {}, inside()) : inside();
		case 'del':
			return markup.full ? tag('del', {}, inside()) : inside();
		case 'hr':
		case 'br':
			return tag(token.type, {});
		case 'code':
			return tag('pre', {}, tag('code', {}, text(token.text)));
		case 'codespan':
			return tag('code', {}, text(token.text));
		case 'list':
			return list(token, markup);
		case 'table':
			return table(token, markup);
		case 'image':
			return picture(token, markup);
		case 'link':
			return inside();
		case 'formula':
			return markup.formula(token.tex, token.display);
		case 'gap':
			return markup.gap?.(token.id) ?? text(token.raw);
		case 'text':
			return 'tokens' in token && token.tokens ? inside() : text(decodeEntities(token.text));
		case 'escape':
			return text(token.text);
		default:
			return text(token.raw);
	}
}

function list({ ordered, start, items }: Tokens.List, markup: Markup): string {
	const from =
		markup.full && ordered && typeof start === 'number' && start !== 1 ? start : undefined;
	return tag(
		ordered ? 'ol' : 'ul',
		{ start: from },
		...items.map(({ tokens }) => tag('li', {}, inner(tokens, markup)))
	);
}

function table({ header, rows }: Tokens.Table, markup: Markup): string {
	const row = (name: 'th' | 'td', cells: Tokens.TableCell[]) =>
		tag(
			'tr',
			{},
			...cells.map(({ tokens, align }) =>
				tag(name, { align: markup.full && align ? align : undefined }, inner(tokens, markup))
			)
		);
	return tag(
		'table',
		{},
		tag('thead', {}, row('th', header)),
		rows.length === 0 ? '' : tag('tbody', {}, ...rows.map((cells) => row('td', cells)))
	);
}

function picture({ href, text: words, title }: Tokens.Image, markup: Markup): string {
	const hash = /^media:([0-9a-f]{64})$/.exec(href)?.[1];
	// A picture from elsewhere is shown by its words alone.
	if (hash === undefined) return text(words);
	const made = markup.picture(hash, decodeEntities(words));
	return title === DECORATION && markup.full
		? made.replace(' alt=""', ' alt="" role="presentation"')
		: made;
}
