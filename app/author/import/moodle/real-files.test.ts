import { describe, expect, it } from 'vitest';
import { countBy, counted } from '../../../../tests/support/real-items.ts';
import { readText } from '../read-text.ts';
import type { ImportedItem } from '../report.ts';
import { readMoodle } from './read-moodle.ts';

/** As the other program calls what Moodle calls otherwise. */
const names: Record<string, string> = {
	truefalse: 'true_false',
	numerical: 'numeric',
	shortanswer: 'short_answer',
	calculatedmulti: 'calculated_mc',
	gapselect: 'select_missing_words',
	ddimageortext: 'dd_onto_image'
};

function typeOf(item: ImportedItem): string {
	if (item.found !== 'multichoice') return names[item.found] ?? item.found;
	if (item.outcome === 'left_out') return 'mc_unknown';
	return item.authored.item.type === 'multiple_choice' ? 'mc_multi' : 'mc_single';
}

const files = counted('moodle-xml');

describe('files of Moodle that others made', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	it.each(files)('$file: every question is counted, of its type', ({ bytes, types }) => {
		expect(countBy(readMoodle(readText(bytes)).items, typeOf)).toEqual(types);
	});

	it.each(files)('$file: what is not whole says why', ({ file, bytes }) => {
		const { items, broken } = readMoodle(readText(bytes));
		const leftOut = items.filter(({ outcome }) => outcome === 'left_out');
		expect(items.filter((item) => item.outcome === 'changed' && item.changes.length === 0)).toEqual(
			[]
		);
		expect(broken !== null).toBe(file.includes('TRUNCATED'));
		expect(leftOut.map((item) => item.outcome === 'left_out' && item.reason.code)).toEqual(
			file.includes('TRUNCATED') ? ['truncated'] : []
		);
	});

	it('nearly all of them arrive without any change', () => {
		const items = files.flatMap(({ bytes }) => readMoodle(readText(bytes)).items);
		const whole = items.filter(({ outcome }) => outcome === 'whole');
		expect(whole.length / items.length).toBeGreaterThanOrEqual(0.95);
	});

	it('every picture that an item shows is in the report, and no other', () => {
		for (const { bytes } of files) {
			const { items, media } = readMoodle(readText(bytes));
			const written = JSON.stringify(items);
			const shown = [...written.matchAll(/(?:media:|"picture":")([0-9a-f]{64})/g)].map(
				([, hash]) => hash
			);
			expect(new Set(media.map(({ hash }) => hash))).toEqual(new Set(shown));
		}
	});
});
