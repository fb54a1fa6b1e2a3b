import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { rootName } from './detect.ts';
import { importFile } from './import-file.ts';
import { itemXml, PNG } from './qti2/sample.ts';

const bytes = (text: string) => strToU8(text);
const zip = (files: Record<string, string>) =>
	zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const formatOf = (name: string, content: Uint8Array) => {
	const imported = importFile(name, content);
	return imported.ok ? imported.report.format : imported.refusal.code;
};

const item2 = itemXml({ body: '<p>Read.</p>' });
const item3 =
	'<qti-assessment-item identifier="a" title="A"><qti-item-body><p>Read.</p></qti-item-body></qti-assessment-item>';
const quiz =
	'<quiz><question type="description"><name><text>D</text></name><questiontext format="html"><text>Read.</text></questiontext></question></quiz>';
const qti1 =
	'<questestinterop><item ident="i" title="T"><presentation><material><mattext>Read.</mattext></material></presentation></item></questestinterop>';

describe('a file is known by what is in it', () => {
	it.each([
		['a Moodle quiz, whatever it is called', 'x.txt', bytes(quiz), 'moodle_xml'],
		['the same in a zip', 'x.zip', zip({ 'q.xml': quiz }), 'moodle_xml'],
		[
			'QTI 1.2 alone',
			'x.xml',
			bytes(`<?xml version="1.0"?><!-- made --><!DOCTYPE questestinterop SYSTEM "ims.dtd">${qti1}`),
			'qti_1_2'
		],
		[
			'QTI 1.2 beside what Canvas calls a quiz',
			'x.imscc',
			zip({ 'a/assessment_meta.xml': '<quiz/>', 'a/q.xml': qti1 }),
			'qti_1_2'
		],
		['an item of QTI 2', 'x.xml', bytes(item2), 'qti_2'],
		['a package of QTI 2', 'x.zip', zip({ 'i.xml': item2 }), 'qti_2'],
		['an item of QTI 3', 'x.xml', bytes(item3), 'qti_3'],
		['a package of QTI 3', 'x.zip', zip({ 'i.xml': item3 }), 'qti_3'],
		['GIFT', 'x.txt', bytes('::Sum:: 1 + 1 = {#2}'), 'gift'],
		['GIFT that begins with HTML', 'x.txt', bytes('<p>Sun</p> rises in the {=east ~west}'), 'gift'],
		['Aiken', 'x.txt', bytes('Which?\nA) one\nB) two\nANSWER: B\n'), 'aiken']
	])('%s', (_, name, content, format) => {
		expect(formatOf(name, content)).toBe(format);
	});

	it.each([
		['nothing', 'x.xml', bytes(''), 'empty'],
		['spaces', 'x.txt', bytes(' \n '), 'empty'],
		[
			'a page of HTML',
			'x.html',
			bytes('<!DOCTYPE html><html><body>Hello</body></html>'),
			'is_page'
		],
		['prose', 'x.txt', bytes('Only a letter to somebody.'), 'no_items'],
		['a picture', 'x.txt', PNG, 'is_picture'],
		['a drawing', 'x.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'is_picture'],
		['a photograph', 'x.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a), 'is_picture'],
		['a PDF', 'x.pdf', bytes('%PDF-1.7\n1 0 obj'), 'is_pdf'],
		['a sound', 'x.mp3', bytes('ID3\u0004'), 'is_recording'],
		['a film', 'x.mp4', bytes('\0\0\0 ftypisom'), 'is_recording'],
		['rich text', 'x.rtf', bytes('{\\rtf1 Which? {T}}'), 'is_document'],
		[
			'a document of Word',
			'x.docx',
			zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<d/>' }),
			'is_document'
		],
		[
			'slides',
			'x.pptx',
			zip({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }),
			'is_document'
		],
		[
			'a document of OpenDocument',
			'x.odt',
			zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<c/>' }),
			'is_document'
		],
		['bytes that are no text', 'x', Uint8Array.of(1, 2, 0, 3), 'not_text'],
		[
			'a zip of something else',
			'x.zip',
			zip({ 'word/document.xml': '<w:document xmlns:w="w"/>' }),
			'unknown_format'
		],
		['an empty quiz', 'x.xml', bytes('<quiz></quiz>'), 'no_items']
	])('%s is refused', (_, name, content, code) => {
		expect(formatOf(name, content)).toBe(code);
	});

	const paragraphs = 'A project about exams.\n\n'.repeat(30);
	it.each([
		['a page of a project', 'README.md', `# Exams\n\n${paragraphs}Run it with \`{}\`.\n`],
		['one that tells of GIFT', 'README.md', `${paragraphs}Which? {=one ~two}\n`],
		['one that tells of Aiken', 'README.md', `${paragraphs}Which?\nA) one\nB) two\nANSWER: A\n`],
		['prose with braces', 'notes.txt', `${paragraphs}Put your name for {name}.\n`],
		['prose called GIFT', 'x.gift', paragraphs],
		['a program', 'x.js', "import { T } from 't';\n\nconst a = { b: 1 };\n\nif (a) { run(); }\n"],
		['a style sheet', 'x.css', 'a { color: red }\n\nb { color: blue }\n'],
		['a list of people', 'x.csv', 'name,email\nAda,ada@example.org\n'],
		['a survey', 'x.csv', 'Question,When\nHow was it?,Monday\n'],
		['JSON of something else', 'x.json', '{ "name": "x", "version": "1" }'],
		['the same, called text', 'x.txt', '{ "name": "x", "version": "1" }']
	])('no question is found in %s', (_, name, text) => {
		expect(formatOf(name, bytes(text))).toBe('no_items');
	});

	it('a page of HTML is none, though it does not say so at its head', () => {
		const page = '<html><head><style>a { color: red }</style></head><body>{T}</body></html>';
		expect(formatOf('x.html', bytes(page))).toBe('is_page');
	});

	it.each([
		['GIFT by another name', 'quiz.md', 'Sun? {T}\n\nMoon? {=white ~green}\n\nRead.', 'gift'],
		['GIFT without one', 'quiz', '::Sum:: 1 + 1 = {#2}', 'gift'],
		['essays alone', 'x.txt', 'Discuss. {}\n\nExplain. {}', 'gift'],
		['descriptions around one question', 'x.txt', `${paragraphs}Sun? {T}`, 'gift'],
		['Aiken by another name', 'quiz.md', 'Which?\nA) one\nB) two\nANSWER: B\n', 'aiken']
	])('%s is read', (_, name, text, format) => {
		expect(formatOf(name, bytes(text))).toBe(format);
	});

	it('is heard of as it goes, and can be stopped', () => {
		const heard: string[] = [];
		const files = zip({ 'a.xml': item2, 'b.xml': item2 });
		const progress = (done: number, of: number) => heard.push(`${done}/${of}`);
		importFile('x.zip', files, { progress, cancelled: () => false });
		expect(heard).toEqual(['0/2', '1/2', '2/2']);
		const stopped = importFile('x.zip', files, { progress, cancelled: () => true });
		expect(stopped).toEqual({ ok: false, refusal: { code: 'cancelled' } });
	});

	const three = (one: string, between = '') => [one, one, one].join(between);
	it.each([
		[
			'Moodle XML',
			'x.xml',
			quiz.replace(
				/<question.*<\/question>/,
				(question) =>
					`<question type="category"><category><text>top/A</text></category></question>${three(question)}`
			)
		],
		['GIFT', 'x.gift', three('::Sum:: 1 + 1 = {#2}', '\n\n')],
		['Aiken', 'x.txt', three('Which?\nA) one\nB) two\nANSWER: B\n', '\n')],
		['a table', 'x.csv', `question,type\n${three('Discuss.,essay\n')}`],
		['QTI 1.2 alone', 'x.xml', qti1.replace(/<item.*<\/item>/, three)],
		[
			'our own list of questions',
			'x.json',
			`{"format":"invigil-questions","version":1,"items":[{},{},{}]}`
		]
	])('%s is heard of question by question, and stopped in the middle', (_, name, text) => {
		const heard: string[] = [];
		const progress = (done: number, of: number) => heard.push(`${done}/${of}`);
		const whole = importFile(name, bytes(text), { progress, cancelled: () => false });
		expect(whole).toMatchObject({ ok: true, report: { items: [{}, {}, {}] } });
		expect(heard).toEqual(['0/3', '1/3', '2/3', '3/3']);
		heard.length = 0;
		const stopped = importFile(name, bytes(text), {
			progress,
			cancelled: () => heard.length === 2
		});
		expect(stopped).toEqual({ ok: false, refusal: { code: 'cancelled' } });
		expect(heard).toEqual(['0/3', '1/3']);
	});

	it('the same file gives the same report, ids and all', () => {
		expect(importFile('x.xml', bytes(quiz))).toEqual(importFile('y.xml', bytes(quiz)));
	});

	it('a long file of options without an answer is told apart in no time to speak of', () => {
		const text = `Which?\n${'A) one\n\n'.repeat(200_000)}`;
		expect(formatOf('x.txt', bytes(text))).toBe('no_items');
	});

	it('the root is found behind a document type with parts of its own', () => {
		expect(
			rootName('<?xml version="1.0"?>\n<!DOCTYPE quiz [ <!ENTITY a "b"> ]>\n<!-- <x> --><p:quiz>')
		).toBe('quiz');
		expect(rootName(`<!--${'-'.repeat(100_000)}`)).toBeNull();
	});
});
