/** Files made to harm: each is refused by its code, or brought over without what would harm. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '#app/ui/rich-tokens.ts';
import { importFile } from './import-file.ts';
import { declared, itemXml, MATCH_CORRECT, PNG } from './qti2/sample.ts';

const outcome = (bytes: Uint8Array, name = 'x.xml') => {
	const imported = importFile(name, bytes);
	return imported.ok ? imported.report.items.map((item) => item.outcome) : imported.refusal.code;
};
const written = (bytes: Uint8Array) => {
	const imported = importFile('x.xml', bytes);
	if (!imported.ok) throw new Error(imported.refusal.code);
	return JSON.stringify(imported.report.items);
};
const zip = (files: Record<string, string | Uint8Array>) =>
	zipSync(
		Object.fromEntries(
			Object.entries(files).map(([name, content]) => [
				name,
				typeof content === 'string' ? strToU8(content) : content
			])
		) satisfies Zippable
	);
type Piece = { type: string; href?: string; tokens?: Piece[] };
function tokensIn(markdown: string): Piece[] {
	const all = (pieces: readonly Piece[]): Piece[] =>
		pieces.flatMap((piece) => [piece, ...all(piece.tokens ?? [])]);
	return all(tokensOf(markdown, {}) as Piece[]);
}
const item = itemXml({ body: '<p>Read.</p>' });
const quiz = (html: string) =>
	strToU8(
		`<quiz><question type="essay"><name><text>E</text></name><questiontext format="html"><text><![CDATA[${html}]]></text></questiontext><defaultgrade>1</defaultgrade></question></quiz>`
	);

describe('XML made to harm', () => {
	const laughs = Array.from(
		{ length: 9 },
		(_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`
	).join('');
	const bodies: [string, string][] = [
		[
			'a billion laughs',
			`<!DOCTYPE quiz [<!ENTITY l0 "ha">${laughs}]><quiz><question type="essay"><name><text>&l9;</text></name></question></quiz>`
		],
		[
			'a file of the reader’s machine',
			'<!DOCTYPE quiz [<!ENTITY f SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name><text>&f;</text></name></question></quiz>'
		],
		[
			'a document fetched from elsewhere',
			'<!DOCTYPE quiz [<!ENTITY % p SYSTEM "https://example.org/x.dtd"> %p;]><quiz><question type="essay"><name><text>E &q;</text></name></question></quiz>'
		]
	];
	it.each(bodies)('%s: an entity is never resolved, the file is broken there', (_, xml) => {
		const imported = importFile('x.xml', strToU8(xml));
		const text = JSON.stringify(imported);
		expect(text).not.toMatch(/haha|root:/);
		expect(text.length).toBeLessThan(2000);
		expect(imported.ok ? imported.report.broken?.code : imported.refusal.code).toBe('broken_xml');
	});

	it('elements inside elements without end', () => {
		expect(outcome(strToU8(`<quiz>${'<a>'.repeat(100_000)}`))).toBe('too_deep');
	});

	it('markup inside markup until the stack would end costs the question, not the page', () => {
		expect(outcome(quiz('<b>'.repeat(20_000) + 'x'))).toEqual([
			expect.stringMatching(/changed|left_out|whole/)
		]);
	});

	it('a namespace that pretends to be another element is only a name', () => {
		expect(
			written(strToU8(item.replace('<p>', '<p xmlns:x="javascript:alert(1)">')))
		).not.toContain('javascript');
	});
});

describe('zips made to harm', () => {
	it.each(['../../etc/passwd.xml', '/etc/passwd.xml', '..\\up.xml', 'C:\\x.xml', 'a/../../b.xml'])(
		'a name that leads out of the folder: %s',
		(name) => {
			expect(outcome(zip({ 'item.xml': item, [name]: item }))).toBe('zip_unsafe_path');
		}
	);

	it('a bomb of zeros', () => {
		const bomb = zip({ 'item.xml': item, 'zeros.xml': new Uint8Array(3_000_000) });
		expect(bomb.length).toBeLessThan(5000);
		expect(outcome(bomb)).toBe('zip_too_large');
	});

	it('a bomb of many small ones', () => {
		const files = Array.from({ length: 40 }, (_, at) => [`${at}.xml`, new Uint8Array(100_000)]);
		expect(outcome(zip(Object.fromEntries(files)))).toBe('zip_too_large');
	});

	it('a bomb whose entries are all the same bytes', () => {
		const names = Array.from({ length: 200 }, (_, at) => `${at}.xml`);
		const apart = zip(
			Object.fromEntries(names.map((name, nth) => [name, new Uint8Array(nth === 0 ? 900_000 : 1)]))
		);
		const view = new DataView(apart.buffer);
		const end = apart.length - 22;
		const first = view.getUint32(end + 16, true);
		const packed = view.getUint32(first + 20, true);
		// Every entry of the directory is led to the first file.
		let at = view.getUint32(end + 16, true);
		for (let nth = 0; nth < names.length; nth++) {
			view.setUint32(at + 42, 0, true);
			view.setUint16(at + 10, 8, true);
			view.setUint32(at + 20, packed, true);
			at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
		}
		expect(outcome(apart)).toBe('zip_too_large');
	});

	it('a size that is a lie is not believed', () => {
		const lie = zip({ 'item.xml': item });
		const view = new DataView(lie.buffer);
		const directory = view.getUint32(lie.length - 6, true);
		view.setUint32(directory + 24, 5, true);
		expect(outcome(lie)).toEqual(['whole']);
		view.setUint32(directory + 20, 0x7fffffff, true);
		expect(outcome(lie)).toBe('broken_zip');
	});

	it('more files than any package has', () => {
		const files = Array.from({ length: 20_001 }, (_, at) => [`${at}.xml`, new Uint8Array()]);
		expect(outcome(zip(Object.fromEntries(files)))).toBe('zip_too_many_files');
	});

	it('as many files as a large bank has are read', () => {
		const files = Array.from({ length: 4000 }, (_, at) => [`${at}.txt`, 'x']);
		expect(outcome(zip({ ...Object.fromEntries(files), 'item.xml': item }))).toEqual(['whole']);
	});

	it('one inside another is not opened', () => {
		expect(outcome(zip({ 'inner.zip': zip({ 'item.xml': item }) }))).toBe('unknown_format');
	});

	it('encrypted, first or later', () => {
		const plain = zip({ 'a.xml': item, 'b.xml': item });
		const marked = (nth: number) => {
			const copy = plain.slice();
			const view = new DataView(copy.buffer);
			let at = view.getUint32(copy.length - 6, true);
			for (let before = 0; before < nth; before++) at += 46 + view.getUint16(at + 28, true);
			view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
			return copy;
		};
		expect(outcome(marked(0))).toBe('zip_encrypted');
		expect(outcome(marked(1))).toBe('zip_encrypted');
	});

	it('cut off anywhere', () => {
		const whole = zip({ 'imsmanifest.xml': '<manifest/>', 'item.xml': item, 'a.png': PNG });
		for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
			expect(outcome(whole.slice(0, Math.floor(whole.length * part)))).toBe('broken_zip');
	});

	it('scrambled inside', () => {
		const copy = zip({ 'item.xml': item.repeat(20) });
		copy.fill(0x5a, 60, 200);
		expect(outcome(copy)).toBe('broken_zip');
	});

	it('the same name twice says two things', () => {
		const one = zip({ 'a.xml': item, 'b.xml': item });
		const copy = Uint8Array.from(one, (byte, at) =>
			byte === 0x62 && one[at + 1] === 0x2e && one[at + 2] === 0x78 ? 0x61 : byte
		);
		expect(outcome(copy)).toBe('broken_zip');
	});
});

describe('HTML made to harm', () => {
	const harms: [string, string][] = [
		['a script', '<script>alert(1)</script>'],
		['a picture that fails on purpose', '<img src="x" onerror="alert(1)">'],
		[
			'a drawing that runs as it loads',
			'<svg onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>'
		],
		['a link that runs', '<a href="javascript:alert(1)">go</a>'],
		['a link that runs, in other letters', '<a href="&#106;ava&#x0A;script:alert(1)">go</a>'],
		[
			'a page in a link',
			'<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">go</a>'
		],
		[
			'a page in a picture',
			'<img alt="x" src="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">'
		],
		['a frame', '<iframe src="https://example.org"></iframe>'],
		['a form that sends', '<form action="https://example.org"><input name="password"></form>'],
		[
			'a style',
			'<style>*{background:url(https://example.org)}</style><p style="background:url(https://example.org)">x</p>'
		],
		['an embedded object', '<object data="x.swf"></object><embed src="x.swf">'],
		['a base for every address', '<base href="https://example.org/">x'],
		['a formula that links', '\\(\\href{javascript:alert(1)}{x}\\)'],
		[
			'a namespace that is left',
			'<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>'
		],
		['Markdown that would be HTML', '&lt;img src=x onerror=alert(1)&gt; [go](javascript:alert(1))']
	];
	it.each(harms)('%s does not land', (_, html) => {
		const imported = importFile('x.xml', quiz(`<p>Say why.</p>${html}`));
		if (!imported.ok) throw new Error(imported.refusal.code);
		const [one] = imported.report.items;
		if (!one || one.outcome === 'left_out') throw new Error('left out');
		const { prompt } = one.authored.item;
		expect(prompt).toContain('Say why.');
		// As our own reader takes it: HTML would be shown as its letters, a link as its words, a picture only from the form.
		expect(tokensIn(prompt).filter(({ type }) => type === 'html' || type === 'link')).toEqual([]);
		expect(
			tokensIn(prompt).filter(({ type, href }) => type === 'image' && !href?.startsWith('media:'))
		).toEqual([]);
		expect(prompt).not.toMatch(/data:|example\.org/i);
		expect(imported.report.media).toEqual([]);
	});

	it('in a choice, a row, a gap and what is said the same holds', () => {
		const bad = '<img src="x" onerror="alert(1)"/><a href="javascript:alert(1)">yes</a>';
		const text = written(
			strToU8(
				itemXml({
					declare: declared('single', 'identifier', ['a']),
					body: `<p>${bad}</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="a">${bad}</simpleChoice><simpleChoice identifier="b">no</simpleChoice></choiceInteraction>`,
					rules: MATCH_CORRECT,
					after: `<modalFeedback outcomeIdentifier="SCORE" identifier="x" showHide="hide">${bad}</modalFeedback>`
				})
			)
		);
		expect(text).not.toMatch(/onerror|javascript|alert/);
	});

	it('a drawing is not a picture because it says so', () => {
		const html = strToU8('<html><script>alert(1)</script></html>');
		const imported = importFile(
			'x.zip',
			zip({ 'item.xml': itemXml({ body: '<p>See <img src="a.png" alt="A"/></p>' }), 'a.png': html })
		);
		expect(imported).toMatchObject({
			ok: true,
			report: {
				media: [],
				items: [{ outcome: 'changed', changes: [{ code: 'media_unsupported' }] }]
			}
		});
	});

	it('identifiers of a file are never ours', () => {
		const text = written(
			strToU8(
				itemXml({
					declare: declared('single', 'identifier', ['__proto__']),
					body: '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>?</prompt><simpleChoice identifier="__proto__">a</simpleChoice><simpleChoice identifier="constructor">b</simpleChoice></choiceInteraction>',
					rules: MATCH_CORRECT
				})
			)
		);
		expect(text).toContain('"correct":"option-1"');
		expect(text).not.toMatch(/__proto__|constructor/);
	});
});

describe('bytes that are not what they say', () => {
	const french =
		'<quiz><question type="essay"><name><text>E</text></name><questiontext format="html"><text>Où est l’été ?</text></questiontext></question></quiz>';
	const latin = (text: string) =>
		Uint8Array.from(text, (letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0)));

	it('letters of Windows without a word are guessed, and said to be', () => {
		expect(written(latin(french))).toMatch(/Où est l’été.*encoding_guessed/);
	});

	it('said to be of one kind and being of another is guessed, not mangled', () => {
		const text = written(latin(`<?xml version="1.0" encoding="UTF-8"?>${french}`));
		expect(text).toMatch(/Où est l’été.*encoding_guessed/);
	});

	it('an encoding that nobody knows does not stop what can be read', () => {
		expect(written(strToU8(`<?xml version="1.0" encoding="x-nobody"?>${french}`))).toContain(
			'Où est'
		);
	});

	it('two bytes a letter, either way round', () => {
		const wide = (isLittle: boolean) => {
			const made = new Uint8Array(2 + french.length * 2);
			const view = new DataView(made.buffer);
			[...`\ufeff${french}`].forEach((letter, at) =>
				view.setUint16(at * 2, letter.charCodeAt(0), isLittle)
			);
			return made;
		};
		expect(written(wide(true))).toContain('Où est');
		expect(written(wide(false))).toContain('Où est');
	});

	it('bytes of a program are no text', () => {
		expect(outcome(Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))).toBe(
			'not_text'
		);
	});

	it('a quiz that breaks off gives what was whole before it', () => {
		const three = french.replace('<quiz>', '').replace('</quiz>', '').repeat(3);
		const cut = strToU8(`<quiz>${three}`.slice(0, -60));
		const imported = importFile('x.xml', cut);
		expect(imported).toMatchObject({ ok: true, report: { broken: { code: 'broken_xml' } } });
		expect(outcome(cut)).toEqual(['whole', 'whole', 'left_out']);
	});
});
