import { describe, expect, it } from 'vitest';
import { countBy, counted } from '../../../../tests/support/real-items.ts';
import { importFile } from '../import-file.ts';
import type { ImportedItem } from '../report.ts';

/** As the other program calls our types; blanks are told apart by what they are filled with. */
function typeOf(item: ImportedItem): string {
	if (item.outcome === 'left_out') return `left out: ${item.found}`;
	const made = item.authored.item;
	switch (made.type) {
		case 'single_choice':
			return 'mc_single';
		case 'multiple_choice':
			return 'mc_multi';
		case 'short_text':
			return 'short_answer';
		case 'upload':
			return 'file_upload';
		case 'gap_text':
			return made.gaps.every(({ input }) => input === 'choice') ? 'cloze_dropdown' : 'cloze';
		default:
			return made.type;
	}
}

const files = counted('qti12');

describe('files of QTI 1.2 that others made', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	it.each(files)('$file: every question arrives, of its type', ({ file, bytes, types }) => {
		const imported = importFile(file, bytes);
		expect(imported.ok && countBy(imported.report.items, typeOf)).toEqual(types);
	});

	it('what changes is answers that have no place, and what the files lack', () => {
		const codes = files.flatMap(({ file, bytes }) => {
			const imported = importFile(file, bytes);
			const items = imported.ok ? imported.report.items : [];
			return items.flatMap((item) =>
				item.outcome === 'changed' ? item.changes.map(({ code }) => code) : []
			);
		});
		expect(new Set(codes)).toEqual(new Set(['answer_dropped', 'media_remote']));
	});
});
