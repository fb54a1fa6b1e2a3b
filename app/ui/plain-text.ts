/** Markdown where only letters fit: a list of the system's own, a name that is read aloud. */
import type { Token } from 'marked';
import { decodeEntities } from './entities.ts';
import { bringsLines, tokensOf, type KnownToken } from './rich-tokens.ts';

/** A picture gives its words, a formula what was written. */
export function plainText(source: string): string {
	const inline = !bringsLines(source);
	return tokensOf(source, { inline })
		.map(words)
		.join(inline ? '' : ' ')
		.replace(/\s+/gu, ' ')
		.trim();
}

/** Whether nothing but emphasis is lost. */
export function isPlain(source: string): boolean {
	return !bringsLines(source) && tokensOf(source, { inline: true }).every(plain);
}

const inside = (token: KnownToken): readonly Token[] =>
	'tokens' in token && token.tokens ? token.tokens : [];

function plain(token: Token): boolean {
	const known = token as KnownToken;
	const isMore = ['formula', 'image', 'element'].includes(known.type);
	return !isMore && inside(known).every(plain);
}

function words(token: Token): string {
	const known = token as KnownToken;
	switch (known.type) {
		case 'br':
			return ' ';
		case 'formula':
			return known.tex;
		// 10³ is not 103.
		case 'element':
			return `${known.name === 'sup' ? '^' : ''}${known.tokens.map(words).join('')}`;
		case 'image':
			return decodeEntities(known.text);
		case 'table':
			return [known.header, ...known.rows]
				.flatMap((row) => row.map(({ tokens }) => tokens.map(words).join('')))
				.join(' ');
		case 'list':
			return known.items.map(({ tokens }) => tokens.map(words).join(' ')).join(' ');
		case 'code':
			return known.text;
		case 'codespan':
		case 'escape':
			return known.text;
		case 'text':
			return inside(known).length > 0
				? inside(known).map(words).join('')
				: decodeEntities(known.text);
		default:
			return inside(known).length > 0 ? inside(known).map(words).join('') : known.raw;
	}
}
