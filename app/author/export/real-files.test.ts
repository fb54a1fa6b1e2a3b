/** What came whole from a real file, went out and came in again. */
import { describe, expect, it } from 'vitest';
import { counted } from '../../../tests/support/real-items.ts';
import { importFile } from '../import/import-file.ts';
import { lossesOf } from './compare/losses.ts';
import { exportItems } from './export-items.ts';
import { exportFormats } from './report.ts';

const folders = ['moodle-xml', 'gift', 'aiken', 'qti12', 'qti2', 'qti3'];
const files = folders.flatMap((folder) => counted(folder));

describe('real files', () => {
	if (files.length === 0)
		return it('are not here: INVIGIL_ASSETS names their folder', () => {
			expect(files).toEqual([]);
		});

	const read = files.flatMap(({ file, bytes }) => {
		const imported = importFile(file, bytes);
		if (!imported.ok) return [];
		const items = imported.report.items.flatMap((one) =>
			one.outcome === 'whole' ? [one.authored] : []
		);
		const media = new Map(imported.report.media.map(({ hash, content }) => [hash, content]));
		return items.length === 0 ? [] : [{ file, items, media }];
	});

	it.each(exportFormats)('%s: what is called whole comes back the same', (format) => {
		for (const { file, items, media } of read) {
			const exported = exportItems({ format, name: 'questions' }, items, media);
			if (exported.items.every(({ outcome }) => outcome === 'left_out')) continue;
			const back = importFile(exported.name, exported.bytes);
			if (!back.ok) throw new Error(`${file}: ${back.refusal.code}`);
			let next = 0;
			exported.items.forEach((one, at) => {
				// What was written and could not be read again stands in the file too.
				if (one.outcome === 'left_out') return void (next += one.reason === 'unreadable' ? 1 : 0);
				const [before, after] = [items[at], back.report.items[next++]];
				if (one.outcome !== 'whole' || !before) return;
				if (!after || after.outcome === 'left_out') throw new Error(`${file}: ${one.name}`);
				expect([file, one.name, lossesOf(before, after.authored)]).toEqual([file, one.name, []]);
			});
		}
	});

	it('our own archive loses nothing of any of them', () => {
		const items = read.flatMap((one) => one.items);
		const media = new Map(read.flatMap((one) => [...one.media]));
		const exported = exportItems({ format: 'invigil', name: 'questions' }, items, media);
		const back = importFile(exported.name, exported.bytes);
		expect(back.ok && back.report.items.map((one) => one.outcome)).toEqual(
			items.map(() => 'whole')
		);
		expect(
			back.ok && back.report.items.map((one) => one.outcome !== 'left_out' && one.authored)
		).toEqual(items);
	});

	/** Those that Moodle made are known to Moodle. */
	it.each([
		['moodle-xml', 'moodle_xml', 0.95],
		['qti2', 'qti_2', 0.8],
		['qti3', 'qti_3', 0.7]
	] as const)('of %s nearly all go out as %s without a loss', (folder, format, least) => {
		const own = read.filter(({ file }) => file.startsWith(folder));
		const outcomes = own.flatMap(({ items, media }) =>
			exportItems({ format, name: 'questions' }, items, media).items.map(({ outcome }) => outcome)
		);
		const whole = outcomes.filter((outcome) => outcome === 'whole').length;
		expect(whole / outcomes.length).toBeGreaterThanOrEqual(least);
	});
});
