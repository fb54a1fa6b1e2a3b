/** What a text shows, however it is written: two that show the same are the same. */
import type { Token } from 'marked';
import { decodeEntities } from '#app/ui/entities.ts';
import { tokensOf, type KnownToken } from '#app/ui/rich-tokens.ts';

/** Words, or an element: its name and what is in it. */
type Node = string | Node[];

/** `gapName` gives the places of a prompt names that hang on their order, not on how somebody called them. */
export function shown(source: string, gapName?: (id: string) => string): string {
	const inline = !source.includes('\n') && gapName === undefined;
	return JSON.stringify(
		tidy(nodes(tokensOf(source, { inline, gaps: gapName !== undefined }), gapName))
	);
}

export const shownLine = (source: string): string => shown(source);

/** A prompt, feedback: paragraphs, even if it is one line. */
export const shownBlock = (source: string, gapName: (id: string) => string = (id) => id): string =>
	shown(source, gapName);

type Named = ((id: string) => string) | undefined;

const nodes = (tokens: readonly Token[] | undefined, named: Named): Node[] =>
	(tokens ?? []).flatMap((token) => node(token as KnownToken, named));

function node(token: KnownToken, named: Named): Node[] {
	const inside = () => nodes('tokens' in token ? token.tokens : [], named);
	switch (token.type) {
		case 'space':
		case 'def':
			return [];
		case 'paragraph':
		case 'blockquote':
		case 'strong':
		case 'em':
		case 'del':
			return [[token.type, ...tidy(inside())]];
		case 'element':
			return [[token.name, ...tidy(inside())]];
		case 'heading':
			return [[`h${token.depth}`, ...tidy(inside())]];
		case 'hr':
		case 'br':
			return [[token.type]];
		case 'code':
			return [['pre', `=${token.text.replace(/\s+$/, '')}`]];
		case 'codespan':
			return [['code', token.text.trim()]];
		case 'list':
			return [
				[
					token.ordered ? `ol${token.start === '' ? 1 : token.start}` : 'ul',
					...token.items.map(({ tokens }): Node => ['li', ...tidy(lines(nodes(tokens, named)))])
				]
			];
		case 'table':
			return [
				[
					'table',
					...[token.header, ...token.rows].map((cells): Node => [
						'tr',
						...cells.map(({ tokens, align }): Node => [
							`td-${align ?? ''}`,
							...tidy(nodes(tokens, named))
						])
					])
				]
			];
		case 'image':
			return [['img', token.href, decodeEntities(token.text)]];
		case 'link':
			return inside();
		case 'formula':
			return [[token.display ? 'display' : 'formula', token.tex.replaceAll(/\s+/g, ' ').trim()]];
		case 'gap':
			return [['gap', named?.(token.id) ?? token.id]];
		case 'text':
			return 'tokens' in token && token.tokens ? inside() : [decodeEntities(token.text)];
		case 'escape':
			return [token.text];
		default:
			return [token.raw];
	}
}

/** The lines of a list stand close or wide apart: that is not what they say. */
const lines = (all: Node[]): Node[] =>
	all.flatMap((one) => (typeof one !== 'string' && one[0] === 'paragraph' ? one.slice(1) : [one]));

/** Words beside each other are one text; how wide a space is, nobody sees. */
function tidy(all: Node[]): Node[] {
	const made: Node[] = [];
	for (const one of all) {
		const last = made.at(-1);
		if (typeof one === 'string' && typeof last === 'string') made[made.length - 1] = last + one;
		else made.push(one);
	}
	return made
		.map((one, at) => {
			if (typeof one !== 'string' || one.startsWith('=')) return one;
			const spaced = one.replaceAll(/[ \t\n\r]+/g, ' ');
			const from = at === 0 || isBreak(made[at - 1]) ? spaced.trimStart() : spaced;
			return at === made.length - 1 || isBreak(made[at + 1]) ? from.trimEnd() : from;
		})
		.filter((one) => one !== '');
}

const isBreak = (one: Node | undefined) =>
	Array.isArray(one) && /^(br|ul|ol|table|pre|paragraph|hr|blockquote|h\d)/.test(String(one[0]));
