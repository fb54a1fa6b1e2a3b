/** Markdown with LaTeX read into tokens: what is shown (rich-text.ts) and what is only read (plain-text.ts) are made of the same ones. */
import {
	Lexer,
	Marked,
	type MarkedToken,
	type Token,
	type TokenizerAndRendererExtension
} from 'marked';

type Formula = { type: 'formula'; raw: string; tex: string; display: boolean };
/** A place that something of the caller's is put in, written `[[id]]`. */
type Gap = { type: 'gap'; raw: string; id: string };
/** Words with a line below them, or above or below their line: the only elements of HTML that a text may have. */
type OfHtml = { type: 'element'; raw: string; name: 'u' | 'sub' | 'sup'; tokens: Token[] };
export type KnownToken = MarkedToken | Formula | Gap | OfHtml;

export interface Reading {
	/** One line without paragraphs. */
	inline?: boolean;
	/** `[[id]]` is a place; else it is text. */
	gaps?: boolean;
}

const formula: TokenizerAndRendererExtension = {
	name: 'formula',
	level: 'inline',
	start: (source) => source.indexOf('$'),
	tokenizer(source) {
		const display = /^\$\$([^$]+?)\$\$/.exec(source);
		if (display) return { type: 'formula', raw: display[0], tex: display[1], display: true };
		// As in Pandoc: no space inside the dollars, no digit after the closing one, so that prices stay prices.
		const inline = /^\$(?!\s)((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/.exec(source);
		return inline ? { type: 'formula', raw: inline[0], tex: inline[1], display: false } : undefined;
	}
};

const gap: TokenizerAndRendererExtension = {
	name: 'gap',
	level: 'inline',
	start: (source) => source.indexOf('[['),
	tokenizer(source) {
		const found = /^\[\[([a-z0-9][a-z0-9-]{0,63})\]\]/.exec(source);
		return found ? { type: 'gap', raw: found[0], id: found[1] } : undefined;
	}
};

/** Without attributes, and closed in the same paragraph: all else that looks like HTML is text. */
const ofHtml: TokenizerAndRendererExtension = {
	name: 'element',
	level: 'inline',
	start: (source) => source.search(/<(?:u|sub|sup)>/),
	tokenizer(source) {
		const found = /^<(u|sub|sup)>((?:(?!<\/?\1>)[\s\S])+)<\/\1>/.exec(source);
		if (!found) return undefined;
		return {
			type: 'element',
			raw: found[0],
			name: found[1],
			tokens: this.lexer.inlineTokens(found[2] ?? '')
		};
	}
};

const plain = new Marked({ gfm: true, extensions: [formula, ofHtml] });
const withGaps = new Marked({ gfm: true, extensions: [formula, ofHtml, gap] });

export function tokensOf(source: string, { inline = false, gaps = false }: Reading = {}): Token[] {
	const marked = gaps ? withGaps : plain;
	return inline ? Lexer.lexInline(source, marked.defaults) : marked.lexer(source);
}

/** A line that starts like a list is none: only a text of several lines has paragraphs, tables, lists or code of its own. */
export function bringsLines(source: string): boolean {
	if (!source.trim().includes('\n')) return false;
	const blocks = tokensOf(source).filter(({ type }) => type !== 'space' && type !== 'def');
	return blocks.length > 1 || blocks.some(({ type }) => type !== 'paragraph' && type !== 'text');
}

/** The ids of the places in a text, each once, in the order they are read. */
export function gapsIn(source: string): string[] {
	const ids = new Set<string>();
	withGaps.walkTokens(tokensOf(source, { gaps: true }), (token) => {
		const known = token as KnownToken;
		if (known.type === 'gap') ids.add(known.id);
	});
	return [...ids];
}

/** Ids of places as a text is read; those it does not name come behind, and are `unnamed`. */
export function readingOrder(
	source: string,
	ids: readonly string[]
): { all: string[]; unnamed: string[] } {
	const named = gapsIn(source).filter((id) => ids.includes(id));
	const unnamed = ids.filter((id) => !named.includes(id));
	return { all: [...named, ...unnamed], unnamed };
}
