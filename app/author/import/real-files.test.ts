/** Every real file through the one door, and what becomes of its questions, in one table. */
import { describe, expect, it } from 'vitest';
import { counted } from '../../../tests/support/real-items.ts';
import { importFile } from './import-file.ts';
import type { ImportedItem } from './report.ts';

const folders = ['moodle-xml', 'gift', 'aiken', 'qti12', 'qti2', 'qti3'];
const files = folders.flatMap((folder) => counted(folder));

/** QTI 2 and 3: the other program counts interactions, we count items; this is how many items it saw. */
const itemsOf = (file: string, questions: number): number =>
	({
		'qti2/instructure_interactionmix_saxony_2.2.zip': 13,
		'qti3/citolab_kennisnet-1.zip': 10,
		'qti3/citolab_kennisnet-2.zip': 14,
		'qti3/longsight_unicode_ja.zip': 2
	})[file] ?? questions;

/** Whole, changed with what changed, left out with the reason. */
const outcomes: Record<string, number[]> = {
	'moodle-xml/amc2moodle_bank_example.xml': [11, 2, 0],
	'moodle-xml/bank_example_TRUNCATED.xml': [1, 0, 1],
	'moodle-xml/core_cloze_all_types.xml': [0, 1, 0],
	'moodle-xml/core_gapselect.xml': [0, 1, 0],
	'moodle-xml/core_invalid_grades.xml': [0, 1, 0],
	'moodle-xml/core_nested_categories.xml': [5, 0, 0],
	'moodle-xml/core_ordering.xml': [1, 0, 0],
	'moodle-xml/latextomoodle_polynomials_216.xml': [216, 0, 0],
	'moodle-xml/qas_ddimageortext.xml': [1, 0, 0],
	'moodle-xml/qas_shortanswer.xml': [1, 0, 0],
	'gift/core_questions.gift.txt': [9, 0, 0],
	'gift/pegjs_giftFormatPhpExamples.gift': [10, 0, 0],
	'gift/pegjs_mcHTMLComment.gift': [1, 0, 0],
	'gift/pegjs_multiLineFeedback1.gift': [1, 1, 0],
	'gift/pegjs_newlineAndLaTeX.gift': [1, 0, 0],
	'aiken/core_aiken_errors.txt': [2, 0, 3],
	'aiken/qas_aiken_1.txt': [5, 0, 0],
	'qti12/instructure_all_canvas_simple_1.2.xml': [9, 1, 0],
	'qti12/instructure_canvas_cartridge.imscc': [24, 0, 0],
	'qti12/instructure_canvas_quiz.zip': [4, 0, 0],
	'qti12/instructure_test_qti_1.2.zip': [3, 0, 0],
	'qti12/instructure_with_banks.imscc': [8, 0, 0],
	'qti12/qas_canvas_all.imscc': [10, 1, 0],
	'qti12/qas_canvas_respondus.zip': [10, 0, 0],
	'qti2/canvas_wild_html_2.1.zip': [2, 1, 0],
	'qti2/instructure_interactionmix_saxony_2.2.zip': [11, 2, 0],
	'qti2/instructure_no_assessment_2.2.zip': [1, 0, 0],
	'qti2/interactionmix_saxony_TRUNCATED.zip': [0, 0, 0],
	'qti2/rqti_items_2.1.zip': [10, 2, 0],
	'qti3/citolab_kennisnet-1.zip': [8, 1, 1],
	'qti3/citolab_kennisnet-2.zip': [8, 5, 1],
	'qti3/longsight_unicode_ja.zip': [2, 0, 0]
};

/** Made or published broken: what of it arrives is said by the tests of its format. */
const isBroken = (file: string) => /TRUNCATED|aiken_errors|invalid_grades/.test(file);
/** To find a hidden place is a type we do not have: ours shows its places. */
const isUnsupported = (item: ImportedItem) =>
	item.outcome === 'left_out' &&
	(item.reason.code === 'type_unsupported' || item.reason.code === 'places_hidden');

describe('real files', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	const rows = files.map(({ file, bytes, questions }) => {
		const imported = importFile(file, bytes);
		const items = imported.ok ? imported.report.items : [];
		const count = (outcome: ImportedItem['outcome']) =>
			items.filter((item) => item.outcome === outcome).length;
		const totals = [count('whole'), count('changed'), count('left_out')];
		return { file, imported, items, questions: itemsOf(file, questions), totals };
	});

	it('every question of every file is in its report, under one outcome', () => {
		const sound = rows.filter(({ file }) => !isBroken(file));
		expect(sound.map(({ file, items }) => [file, items.length])).toEqual(
			sound.map(({ file, questions }) => [file, questions])
		);
		expect(Object.fromEntries(rows.map(({ file, totals }) => [file, totals]))).toEqual(outcomes);
	});

	it('all but one of a hundred of the types we have arrive, 95 of 100 without any change', () => {
		const items = rows.filter(({ file }) => !isBroken(file)).flatMap((row) => row.items);
		const supported = items.filter((item) => !isUnsupported(item));
		const share = (of: readonly ImportedItem[]) => of.length / supported.length;
		expect(share(supported.filter(({ outcome }) => outcome !== 'left_out'))).toBeGreaterThan(0.99);
		expect(share(supported.filter(({ outcome }) => outcome === 'whole'))).toBeGreaterThanOrEqual(
			0.95
		);
		// What the file itself does not have cannot be brought over; its owner is told.
		const lacking = new Set([
			'alternative_text_missing',
			'right_answer_missing',
			'points_missing',
			'media_remote',
			'media_missing',
			'script_removed',
			'answer_dropped'
		]);
		const asWholeAsTheFile = supported.filter(
			(item) =>
				item.outcome === 'whole' ||
				(item.outcome === 'changed' && item.changes.every(({ code }) => lacking.has(code)))
		);
		expect(share(asWholeAsTheFile)).toBeGreaterThan(0.96);
	});

	it('of each kind of file 95 of 100 arrive, whole or with what changed', () => {
		for (const folder of folders) {
			const items = rows
				.filter(({ file }) => file.startsWith(`${folder}/`) && !isBroken(file))
				.flatMap((row) => row.items.filter((item) => !isUnsupported(item)));
			const arrived = items.filter(({ outcome }) => outcome !== 'left_out').length;
			expect([folder, arrived / items.length >= 0.95]).toEqual([folder, true]);
		}
	});

	it('what is not whole says why', () => {
		for (const { items } of rows)
			for (const item of items) {
				if (item.outcome === 'changed') expect(item.changes.length).toBeGreaterThan(0);
				if (item.outcome === 'left_out') expect(item.reason.code).not.toBe('');
			}
	});

	it('a package that was cut off is refused', () => {
		const cut = rows.filter(({ file }) => file.endsWith('TRUNCATED.zip'));
		expect(cut.map(({ imported }) => imported)).toMatchObject(
			cut.map(() => ({ ok: false, refusal: { code: 'broken_zip' } }))
		);
	});

	it('every picture an item shows is in the report, and no other', () => {
		for (const { imported } of rows) {
			if (!imported.ok) continue;
			const written = JSON.stringify(imported.report.items);
			const shown = [...written.matchAll(/(?:media:|"picture":")([0-9a-f]{64})/g)].map(
				([, hash]) => hash
			);
			expect(new Set(imported.report.media.map(({ hash }) => hash))).toEqual(new Set(shown));
		}
	});
});
