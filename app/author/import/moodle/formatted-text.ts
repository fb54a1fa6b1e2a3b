/** Moodle's four ways to write a text, each to our Markdown by way of HTML, so that pictures and formulas are found in all of them. */
import { Marked } from 'marked';
import { htmlToMarkdown, type Markdown, type MediaFinder } from '../html.ts';
import { LeftOutError } from '../report.ts';

export type TextFormat = 'html' | 'moodle' | 'markdown' | 'plain';

const formats: Record<string, TextFormat> = {
	html: 'html',
	moodle_auto_format: 'moodle',
	moodle: 'moodle',
	markdown: 'markdown',
	plain_text: 'plain',
	plain: 'plain',
	wiki_like: 'moodle'
};

const MOST_LETTERS = 200_000;
const DATA = /data:[^"'\s>)]*/g;

/** null: no name of a format; GIFT has brackets for other things too. */
export const formatNamed = (name: string | undefined): TextFormat | null =>
	formats[name?.trim().toLowerCase() ?? ''] ?? null;

export function formattedToMarkdown(
	text: string,
	format: TextFormat,
	media: MediaFinder
): Markdown {
	if (text.trim() === '') return { text: '', changes: [] };
	// No prompt of a tenth of this fits; a picture written into the text is not counted.
	if (text.length > MOST_LETTERS && text.replaceAll(DATA, '').length > MOST_LETTERS)
		throw new LeftOutError('too_long', String(text.length));
	return htmlToMarkdown(asHtml(text, format), media);
}

const marked = new Marked({ gfm: true, async: false });

export function asHtml(text: string, format: TextFormat): string {
	switch (format) {
		case 'html':
			return text;
		case 'moodle':
			return withBreaks(text);
		case 'markdown':
			return marked.parse(text, { async: false });
		case 'plain':
			return withBreaks(
				text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
			);
	}
}

const BLOCK = /<\/?(p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|pre|blockquote|hr)\b/i;

/** Ends of lines are breaks, unless the text brings its own paragraphs. */
function withBreaks(text: string): string {
	if (BLOCK.test(text)) return text;
	return text
		.trim()
		.split(/\r?\n[ \t]*\r?\n\s*/)
		.map((part) => `<p>${part.replaceAll(/\r?\n/g, '<br>')}</p>`)
		.join('');
}
