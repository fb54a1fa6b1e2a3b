import { describe, expect, it } from 'vitest';
import { countBy, counted } from '../../../../tests/support/real-items.ts';
import { importFile } from '../import-file.ts';
import type { ImportedItem } from '../report.ts';

const names: Record<string, string> = {
	single_choice: 'mc_single',
	multiple_choice: 'mc_multi',
	short_text: 'short_answer',
	hot_text: 'hottext',
	drag_text: 'dd_into_text'
};
const gapNames = { text: 'short_answer', number: 'numeric', choice: 'cloze_dropdown' };

/** The other program counts interactions: each gap is one. What is left out is known by what was found. */
function typesOf(item: ImportedItem): string[] {
	if (item.outcome === 'left_out')
		return [
			item.found === 'selectPointInteraction'
				? 'hotspot'
				: item.found === 'extendedTextInteraction'
					? 'essay'
					: item.found
		];
	const made = item.authored.item;
	return made.type === 'gap_text'
		? made.gaps.map(({ input }) => gapNames[input])
		: [names[made.type] ?? made.type];
}

const files = [...counted('qti2'), ...counted('qti3')];

describe('packages of QTI 2 and 3 that others made', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	it.each(files)('$file: every interaction arrives, of its type', ({ file, bytes, types }) => {
		const imported = importFile(file, bytes);
		const found = imported.ok ? imported.report.items.flatMap(typesOf) : [];
		// One asks for several answers and lets one be chosen: it is counted by the one, and read by the other.
		const asCounted = file.includes('wild_html')
			? found.map((type) => (type === 'mc_single' ? 'mc_multi' : type))
			: found;
		expect(countBy(asCounted, (type) => type)).toEqual(types);
	});
});
