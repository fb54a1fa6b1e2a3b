import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipped } from '../../export/text/zip.ts';
import { importFile } from '../import-file.ts';
import type { ImportedItem } from '../report.ts';

const csv = (...lines: string[]) => importFile('questions.csv', strToU8(lines.join('\r\n')));

function itemsOf(imported: ReturnType<typeof importFile>): ImportedItem[] {
	if (!imported.ok) throw new Error(imported.refusal.code);
	return imported.report.items;
}
const only = (...lines: string[]) => {
	const [item] = itemsOf(csv(...lines));
	if (!item || item.outcome === 'left_out') throw new Error(JSON.stringify(item));
	return item.authored;
};

describe('a table of questions', () => {
	it('is known by its columns, and types by what is in a row', () => {
		const items = itemsOf(
			csv(
				'Question;Option 1;Option 2;Option 3;Correct answer',
				'Which?;red;green;blue;2',
				'Which ones?;red;green;blue;A, C',
				'Is it so?;;;;false',
				'How many?;;;;42 ± 0.5',
				'What is it?;;;;"water\nH2O"',
				'Discuss.;;;;'
			)
		);
		expect(items.map((one) => one.outcome !== 'left_out' && one.authored.solution)).toMatchObject([
			{ type: 'single_choice', correct: 'option-2' },
			{ type: 'multiple_choice', correct: ['option-1', 'option-3'] },
			{ type: 'true_false', correct: false },
			{ type: 'numeric', correct: 42, tolerance: { kind: 'absolute', amount: 0.5 } },
			{ type: 'short_text', accepted: ['water', 'H2O'] },
			{ type: 'essay' }
		]);
	});

	it.each([
		['tipo,pregunta,opciones,correcta', 'opción única,¿Cuál?,"a\nb",b'],
		['type,question,choix,bonne réponse', 'choix unique,Lequel ?,"a\nb",b'],
		['प्रकार,प्रश्न,विकल्प,सही उत्तर', 'एक विकल्प,कौन सा?,"a\nb",b'],
		['النوع,السؤال,الخيارات,الإجابة الصحيحة', 'اختيار واحد,أيهما؟,"a\nb",b']
	])('has its columns in another language: %s', (head, row) => {
		expect(only(head, row).solution).toMatchObject({ type: 'single_choice', correct: 'option-2' });
	});

	it('a row that cannot be used is told by its number, and the others come', () => {
		const items = itemsOf(
			csv(
				'type,question,options,right,points',
				'single choice,One?,"a\nb",a,1',
				'single choice,Two?,"a\nb",c,1',
				'single choice,Three?,a,a,1',
				'riddle,Four?,,x,1',
				'numeric,Five?,,five,1',
				'true false,Six?,,true,many',
				'true false,,,true,1',
				'true false,Eight?,,true,1'
			)
		);
		expect(
			items.map((one) => [one.found, one.outcome === 'left_out' ? one.reason.code : one.outcome])
		).toEqual([
			['row 2', 'whole'],
			['row 3', 'no_right_answer'],
			['row 4', 'too_few_options'],
			['row 5', 'type_unsupported'],
			['row 6', 'malformed'],
			['row 7', 'marks_invalid'],
			['row 8', 'no_prompt'],
			['row 9', 'whole']
		]);
	});

	it('what begins like a formula is text', () => {
		const made = only('question,right', `"=cmd|' /C calc'!A0","'=1+1"`);
		expect(made.item.prompt).toBe("=cmd|' /C calc'!A0");
		expect(made.solution).toMatchObject({ accepted: ['=1+1'] });
	});

	it('what stands in a cell says nothing of what separates cells, or ends rows', () => {
		const code = '"a;b;c\n\n```\nif (a) {\n\treturn ""}"";\n}\n```\n\nd,e"';
		const items = itemsOf(csv('question,right', `${code},true`, `${code},false`));
		expect(items.map((one) => one.outcome !== 'left_out' && one.authored.solution)).toMatchObject([
			{ correct: true },
			{ correct: false }
		]);
	});

	it('prose with commas is no table', () => {
		expect(csv('A question, they say, has an answer.', 'Or two.')).toMatchObject({ ok: false });
	});
});

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xlsx = (files: Record<string, string>) =>
	importFile(
		'questions.xlsx',
		zipped(
			Object.fromEntries(
				Object.entries({
					'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="Notes" sheetId="1" r:id="a"/><sheet name="Items" sheetId="2" r:id="b"/></sheets></workbook>`,
					'xl/_rels/workbook.xml.rels':
						'<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
					'xl/worksheets/sheet1.xml': '<worksheet/>',
					...files
				}).map(([name, text]) => [name, strToU8(text)])
			)
		)
	);

describe('a workbook', () => {
	const strings =
		'<sst><si><t>question</t></si><si><r><t>ri</t></r><r><t>ght</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>a_x000A_b _x005F_x0041_</t></si></sst>';

	it('has its words shared or inline, formulas with the value beside them, and holes', () => {
		const imported = xlsx({
			'xl/sharedStrings.xml': strings,
			'xl/worksheets/sheet2.xml':
				'<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row>' +
				'<row r="7"><c r="B7" t="s"><v>2</v></c><c r="D7"><f>6*7</f><v>42</v></c></row>' +
				'<row r="9"><c r="B9" t="inlineStr"><is><t>Is it?</t></is></c><c r="D9" t="b"><v>1</v></c></row></sheetData></worksheet>'
		});
		const [one, other] = itemsOf(imported);
		expect(one).toMatchObject({
			found: 'row 7',
			authored: { item: { prompt: 'a\nb _x0041_' }, solution: { type: 'numeric', correct: 42 } }
		});
		expect(other).toMatchObject({ found: 'row 9', authored: { solution: { correct: true } } });
	});

	it('that declares entities has none of them', () => {
		const bomb =
			'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&y;</t></is></c></row></sheetData></worksheet>';
		expect(xlsx({ 'xl/worksheets/sheet2.xml': bomb })).toMatchObject({
			ok: false,
			refusal: { code: 'broken_xml' }
		});
	});

	it('that unpacks without end is refused', () => {
		const endless = `<worksheet>${' '.repeat(30_000_000)}</worksheet>`;
		expect(xlsx({ 'xl/worksheets/sheet2.xml': endless })).toMatchObject({
			ok: false,
			refusal: { code: 'zip_too_large' }
		});
	});

	it('whose sheet is not there is refused', () => {
		expect(xlsx({})).toMatchObject({ ok: false, refusal: { code: 'broken_zip' } });
	});
});

const ods = (rows: string) =>
	importFile(
		'questions.ods',
		zipped({
			mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
			'content.xml': strToU8(
				`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="One">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
			)
		})
	);
const cell = (words: string, more = '') =>
	`<table:table-cell${more}><text:p>${words}</text:p></table:table-cell>`;
const head = `<table:table-row>${cell('question')}${cell('right')}</table:table-row>`;

describe('an OpenDocument table', () => {
	it('has lines, spaces and rows without a word', () => {
		const imported = ods(
			`${head}<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>` +
				`<table:table-row>${cell('What<text:s text:c="2"/>is <text:line-break/>it?')}<table:table-cell><text:p>ice</text:p><text:p>snow</text:p></table:table-cell></table:table-row>`
		);
		expect(itemsOf(imported)).toMatchObject([
			{
				found: 'row 5',
				authored: {
					item: { prompt: 'What  is \nit?' },
					solution: { accepted: ['ice', 'snow'] }
				}
			}
		]);
	});

	it('that repeats a row a million times is refused', () => {
		const row = `<table:table-row table:number-rows-repeated="1048576">${cell('a')}${cell('b')}</table:table-row>`;
		expect(ods(head + row)).toMatchObject({ ok: false, refusal: { code: 'too_many_items' } });
	});

	it('that repeats a cell a billion times is cut', () => {
		const row = `<table:table-row>${cell('Is it?')}${cell('true', ' table:number-columns-repeated="999999999"')}</table:table-row>`;
		expect(itemsOf(ods(head + row))).toHaveLength(1);
	});
});
