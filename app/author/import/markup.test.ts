import { describe, expect, it } from 'vitest';
import { plainText } from '#app/ui/plain-text.ts';
import { blockMarkup } from '../export/text/markup.ts';
import { htmlToMarkdown } from './html.ts';
import { parseXml } from './xml.ts';

const markdown = (html: string) => htmlToMarkdown(html, () => ({ missing: 'media_missing' })).text;

describe('a formula between single dollars', () => {
	it('stays a formula where only a formula is written so', () => {
		expect(markdown('Solve $- 3 x^{2} - 3 x=0$ for $x$.')).toBe(
			'Solve $- 3 x^{2} - 3 x=0$ for $x$.'
		);
		expect(markdown('<p>It holds $ 1 \\neq 0 $ here</p>')).toBe('It holds $1 \\neq 0$ here');
	});

	it('is not made of two prices', () => {
		expect(markdown('It costs $5 in the shop_a and $6 here')).toBe(
			'It costs \\$5 in the shop_a and \\$6 here'
		);
		expect(markdown('US$ 5 = C$ 6')).toBe('US\\$ 5 = C\\$ 6');
		expect(markdown('from $5 = x $6')).toBe('from \\$5 = x \\$6');
	});
});

describe('a table', () => {
	it('keeps the words of its caption', () => {
		const table =
			'<table><caption>Weights</caption><tr><th>kg</th></tr><tr><td>1</td></tr></table>';
		expect(markdown(table)).toMatch(/^Weights\n\n\| kg \|/);
	});
});

describe('XML that breaks off', () => {
	it('tells which elements were open', () => {
		const { broken, open } = parseXml('<quiz><question><a/></question><question><name>Hal');
		expect(broken).not.toBeNull();
		expect(open.map(({ name }) => name)).toEqual(['quiz', 'question', 'name']);
	});

	it('has none open when it is whole', () => {
		expect(parseXml('<quiz><a/></quiz>')).toMatchObject({ broken: null, open: [] });
	});
});

describe('a picture without words', () => {
	const changes = (attributes: string) =>
		htmlToMarkdown(`<p>See <img src="a.png" ${attributes}></p>`, () => ({ hash: 'ab'.repeat(32) }))
			.changes;

	it('is told, unless its author said that it is a decoration', () => {
		expect(changes('alt=""')).toEqual([{ code: 'alternative_text_missing', detail: 'a.png' }]);
		expect(changes('alt="" role="presentation"')).toEqual([]);
		expect(changes('aria-hidden="true"')).toEqual([]);
	});

	it('that is a decoration stays one, and needs no words', () => {
		const hash = 'ab'.repeat(32);
		const { text } = htmlToMarkdown('<p><img src="a.png" alt="" role="presentation"></p>', () => ({
			hash
		}));
		expect(text).toBe(`![](media:${hash} "decoration")`);
	});
});

describe('underlined words', () => {
	const read = (html: string) => htmlToMarkdown(html, () => ({ missing: 'media_missing' }));

	it('stay so, in every script and whatever is in them, and are no formula', () => {
		for (const html of [
			'The <u>red fish</u> swims',
			'un<u>é</u>t',
			'<u>मछली</u>',
			`<u>${'So many words. '.repeat(9).trim()}</u>`
		])
			expect(read(`<p>${html}</p>`)).toEqual({ text: html, changes: [] });
		expect(read('<p><u>x_1 <b>is</b></u> so</p>').text).toBe('<u>x_1 **is**</u> so');
		expect(shownWith('u', read('<p><em><u>x y</u></em></p>').text)).toBe('x y');
	});

	it('around whole paragraphs are none, and that is said', () => {
		const changes = [{ code: 'formatting_lost', detail: 'u' }];
		expect(read('<u><p>One.</p><p>Two.</p></u>')).toEqual({ text: 'One.\n\nTwo.', changes });
	});

	it('that are only spoken of stay letters', () => {
		const { text } = read('<p>Type &lt;u&gt;so&lt;/u&gt; and 10&lt;sup&gt;3&lt;/sup&gt;</p>');
		expect(plainText(text)).toBe('Type <u>so</u> and 10<sup>3</sup>');
		expect([shownWith('u', text), shownWith('sup', text)]).toEqual([null, null]);
	});
});

describe('letters above or below the line', () => {
	const read = (html: string) => htmlToMarkdown(html, () => ({ missing: 'media_missing' }));

	it('stay there, and are no formula', () => {
		for (const html of ['H<sub>2</sub>O', '2<sup>3</sup>4', 'x<sup>α</sup>', 'e<sup>-*x*</sup>'])
			expect(read(`<p>${html.replaceAll(/\*(.)\*/g, '<i>$1</i>')}</p>`)).toEqual({
				text: html,
				changes: []
			});
		expect(read('<p>x<sup> </sup>y</p>')).toEqual({ text: 'x y', changes: [] });
	});
});

describe('a link', () => {
	const read = (html: string) => htmlToMarkdown(html, () => ({ missing: 'media_missing' }));

	it('is its words with its address beside them', () => {
		expect(read('<p>See <a href="https://example.org/a_b">here </a>and</p>')).toEqual({
			text: 'See here (https\\://example.org/a_b) and',
			changes: []
		});
		expect(read('<p><a href="mailto:a@example.org?subject=x">Write</a></p>').text).toBe(
			'Write (a\\@example.org)'
		);
	});

	it('that shows its address says it once', () => {
		expect(read('<a href="https://example.org/">example.org</a>').text).toBe('example.org');
	});

	it('that leads nowhere outside of its system is its words, and that is said', () => {
		const changes = [{ code: 'formatting_lost', detail: 'a' }];
		expect(read('<a href="#part2">below</a>')).toEqual({ text: 'below', changes });
		expect(read('<a href="javascript:x()">run</a>')).toEqual({ text: 'run', changes });
		expect(read('<a name="part2">Part 2</a>')).toEqual({ text: 'Part 2', changes: [] });
	});
});

describe('words that were centred or at the right', () => {
	const said = (html: string) => htmlToMarkdown(html, () => ({ hash: 'ab'.repeat(32) })).changes;

	it('are said', () => {
		expect(said('<p style="color: red; text-align: center;">In the middle</p>')).toEqual([
			{ code: 'alignment_dropped', detail: 'center' }
		]);
		expect(said('<div align="right">There</div><center>Here</center>')).toEqual([
			{ code: 'alignment_dropped', detail: 'right' },
			{ code: 'alignment_dropped', detail: 'center' }
		]);
	});

	it('are not, where they begin with the others, or a picture stands alone', () => {
		expect(said('<p style="text-align: left">As ever</p>')).toEqual([]);
		expect(said('<p align="center"><img src="a.png" alt="A map"></p>')).toEqual([]);
	});
});

/** The words of the first element of a text that is called so; null: it has none. */
function shownWith(how: string, source: string): string | null {
	const found = new RegExp(`<${how}>(.*?)</${how}>`).exec(
		blockMarkup(source, { picture: () => '', formula: () => '', full: true })
	);
	return found?.[1] ?? null;
}
