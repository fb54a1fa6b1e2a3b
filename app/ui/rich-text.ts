import DOMPurify, { type Config } from 'dompurify';
import { Marked, type TokenizerAndRendererExtension } from 'marked';

/**
 * Markdown with LaTeX to a safe fragment. Order matters: Markdown first, then a strict list of elements and attributes
 * (nothing from outside, no styles, no handlers), and only then formulas and pictures are put into the places that are
 * left for them, each by code that makes no markup from the author's text.
 */

const inlineMath: TokenizerAndRendererExtension = {
	name: 'inlineMath',
	level: 'inline',
	start: (source) => source.indexOf('$'),
	tokenizer(source) {
		// As in Pandoc: no space inside the dollars, no digit after the closing one, so that prices stay prices.
		const display = /^\$\$([^$]+?)\$\$/.exec(source);
		if (display) return { type: 'inlineMath', raw: display[0], tex: display[1], display: true };
		const inline = /^\$(?!\s)((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/.exec(source);
		if (inline) return { type: 'inlineMath', raw: inline[0], tex: inline[1], display: false };
		return undefined;
	},
	renderer: (token) =>
		`<span data-tex="${escapeAttribute(String(token['tex']))}"${token['display'] ? ' data-display="1"' : ''}></span>`
};

const marked = new Marked({
	gfm: true,
	breaks: false,
	extensions: [inlineMath],
	renderer: {
		// HTML in the text is shown as text.
		html: ({ text }) => escapeText(text),
		image: ({ href, text }) =>
			/^media:[0-9a-f]{64}$/.test(href)
				? `<img data-media="${href.slice(6)}" alt="${escapeAttribute(text)}">`
				: escapeText(text)
	}
});

const allowed: Config = {
	ALLOWED_TAGS: [
		...['p', 'br', 'hr', 'strong', 'em', 'del', 'sub', 'sup', 'code', 'pre', 'blockquote', 'span'],
		...['ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img'],
		...['table', 'thead', 'tbody', 'tr', 'th', 'td']
	],
	ALLOWED_ATTR: ['data-tex', 'data-display', 'data-media', 'alt', 'align', 'start'],
	ALLOW_DATA_ATTR: false,
	ALLOW_ARIA_ATTR: false,
	RETURN_DOM_FRAGMENT: true
};

function escapeText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
	return escapeText(text).replaceAll('"', '&quot;');
}

export type MediaUrl = (hash: string) => string | undefined;

export function richText(source: string, mediaUrl: MediaUrl, inline = false): DocumentFragment {
	const html = inline
		? marked.parseInline(source, { async: false })
		: marked.parse(source, { async: false });
	const fragment = DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });
	for (const image of fragment.querySelectorAll<HTMLImageElement>('img')) {
		const url = mediaUrl(image.dataset['media'] ?? '');
		if (url) image.src = url;
		else image.replaceWith(missing(image.alt));
		image.decoding = 'async';
	}
	for (const table of fragment.querySelectorAll('table')) {
		const scroll = document.createElement('div');
		scroll.className = 'table-scroll';
		table.replaceWith(scroll);
		scroll.append(table);
	}
	return fragment;
}

/** A picture that is not on the device: its words take its place. */
function missing(alt: string): HTMLElement {
	const words = document.createElement('span');
	words.className = 'missing-picture';
	words.textContent = alt;
	return words;
}

export function hasFormulas(fragment: ParentNode): boolean {
	return fragment.querySelector('[data-tex]') !== null;
}

/** Renders the formulas in place, seen as HTML and read as MathML. What KaTeX cannot read stays as it was written. */
export async function renderFormulas(root: ParentNode): Promise<void> {
	const { katex } = await import('./formulas.ts');
	for (const place of root.querySelectorAll<HTMLElement>('[data-tex]')) {
		const tex = place.dataset['tex'] ?? '';
		katex.render(tex, place, {
			displayMode: place.dataset['display'] === '1',
			output: 'htmlAndMathml',
			throwOnError: false,
			errorColor: 'currentColor',
			trust: false,
			strict: 'ignore',
			maxExpand: 200,
			maxSize: 40
		});
		place.removeAttribute('data-tex');
	}
}
