import { describe, expect, it } from 'vitest';
import { changesOf, onlyOf } from '../../../../tests/support/imported.ts';
import { formattedToMarkdown, type TextFormat } from './formatted-text.ts';
import { readMoodle } from './read-moodle.ts';

const shown = (text: string, format: TextFormat) =>
	formattedToMarkdown(text, format, () => ({ missing: 'media_missing' })).text;

describe('a text of Moodle', () => {
	it('in its own format keeps its lines and its tags', () => {
		expect(shown('one\ntwo\n\nthree <b>four</b>', 'moodle')).toBe('one\\\ntwo\n\nthree **four**');
		expect(shown('<p>one\ntwo</p>', 'moodle')).toBe('one two');
	});

	it('that is plain shows its signs', () => {
		expect(shown('a <b>b</b> *c*\nd', 'plain')).toBe('a \\<b>b\\</b> \\*c\\*\\\nd');
	});

	it('in Markdown stays Markdown, without what HTML in it could do', () => {
		expect(shown('**a** <script>x()</script>\n\n- b', 'markdown')).toBe('**a**\n\n- b');
	});
});

describe('a text that is far too long', () => {
	it('is not converted first, and a large picture in it does not count', () => {
		expect(() => shown('word '.repeat(50_000), 'markdown')).toThrow('too_long');
		const picture = `<img src="data:image/png;base64,${'A'.repeat(300_000)}" alt="map">`;
		expect(shown(picture, 'html')).toBe('map');
	});
});

describe('pictures of a text', () => {
	const gif = btoa('GIF89a\x01\0\x01\0\0\0\0');
	const read = (source: string, files: string) =>
		readMoodle({
			text: `<quiz><question type="description"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[Look: <img src="${source}" alt="dot">]]></text>${files}</questiontext></question></quiz>`,
			guessed: false
		});
	const file = (name: string, content: string, path = '/') =>
		`<file name="${name}" path="${path}" encoding="base64">${content}</file>`;

	it('are found by their name, with spaces and folders', () => {
		const report = read('@@PLUGINFILE@@/a/my%20dot.gif?time=1', file('my dot.gif', gif, '/a/'));
		expect(report.items[0]?.outcome).toBe('whole');
		expect(onlyOf(report).item.prompt).toMatch(/^Look: !\[dot\]\(media:[0-9a-f]{64}\)$/);
		expect(report.media).toMatchObject([{ name: 'my dot.gif', contentType: 'image/gif' }]);
	});

	it('inside the text are found too', () => {
		expect(read(`data:image/gif;base64,${gif}`, '').media).toHaveLength(1);
	});

	it('that are not there, elsewhere, or of no kind we show leave their words, and say so', () => {
		const codes = (source: string, files = '') => {
			const report = read(source, files);
			expect(onlyOf(report).item.prompt).toBe('Look: dot');
			expect(report.media).toEqual([]);
			return changesOf(report.items[0]).map(({ code }) => code);
		};
		expect(codes('@@PLUGINFILE@@/b.gif')).toEqual(['media_missing']);
		expect(codes('@@PLUGINFILE@@/%E0%A4%A', file('b.gif', gif))).toEqual(['media_missing']);
		expect(codes('@@PLUGINFILE@@/b.gif', file('b.gif', '!'))).toEqual(['media_missing']);
		expect(codes('@@PLUGINFILE@@/b.gif', file('b.gif', 'AAAAA='))).toEqual(['media_missing']);
		expect(codes('https://a.example/b.gif')).toEqual(['media_remote']);
		expect(codes('@@PLUGINFILE@@/b.gif', file('b.gif', btoa('MZ something')))).toEqual([
			'media_unsupported'
		]);
	});
});
