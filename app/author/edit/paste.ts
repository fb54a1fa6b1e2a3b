/** What comes from a word processor or a web page becomes our Markdown; what is plain stays as it is. */

const MARKUP =
	/<(?:p|br|b|strong|i|em|del|s|ul|ol|li|table|h[1-6]|sub|sup|math|blockquote|code|pre)\b/i;

/** Whether it is worth reading as a page. */
export const hasMarkup = (html: string): boolean => MARKUP.test(html);

/** Between these two a browser puts what was copied; the rest is of the program it comes from. */
function fragmentOf(html: string): string {
	const from = html.indexOf('<!--StartFragment-->');
	const to = html.indexOf('<!--EndFragment-->');
	return from < 0 || to < from ? html : html.slice(from + '<!--StartFragment-->'.length, to);
}

export async function markdownOf(html: string): Promise<string> {
	const { htmlToMarkdown } = await import('../import/html.ts');
	return htmlToMarkdown(fragmentOf(html), () => ({ missing: 'media_remote' })).text;
}

/** As if it had been typed, over what is chosen. */
export function putIn(area: HTMLTextAreaElement, text: string, from: number, to: number): void {
	area.setRangeText(text, from, to, 'end');
	area.dispatchEvent(new Event('input', { bubbles: true }));
}

export const pictureIn = (data: DataTransfer): File | null =>
	[...data.files].find(({ type }) => type.startsWith('image/')) ?? null;
