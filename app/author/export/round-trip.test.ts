import { describe, expect, it } from 'vitest';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { score } from '#sync/scoring.ts';
import { itemTypes } from '#sync/testing/every-item.ts';
import { plainText } from '#app/ui/plain-text.ts';
import { importFile } from '../import/import-file.ts';
import { parseXml } from '../import/xml.ts';
import { readZip } from '../import/read-zip.ts';
import { exportItems } from './export-items.ts';
import { exportFormats, type Exported, type ExportFormat } from './report.ts';
import { answersTo } from './testing/answers.ts';
import { generateItem } from './testing/generate-item.ts';
import { drawingHash, drawings } from './testing/picture.ts';

const SEEDS = 8;
const others = exportFormats.filter((format) => format !== 'invigil');

const generated = (type: ItemType, plain: boolean): AuthoredItem[] =>
	Array.from({ length: SEEDS }, (_, seed) =>
		generateItem(type, seed, { hash: drawingHash, plain })
	);

const sent = (format: ExportFormat, items: readonly AuthoredItem[]): Exported =>
	exportItems({ format, name: 'questions' }, items, drawings);

function received({ name, bytes }: Exported) {
	const imported = importFile(name, bytes);
	if (!imported.ok) throw new Error(imported.refusal.code);
	return imported.report;
}

type Pair = { before: AuthoredItem; after: AuthoredItem };
const known = new Map<string, Pair[]>();

/** Each that the export called whole, beside what came back. */
function wholeOnes(format: ExportFormat, type: ItemType, plain: boolean): Pair[] {
	const key = `${format} ${type} ${plain}`;
	const made = known.get(key) ?? compared(format, generated(type, plain));
	known.set(key, made);
	return made;
}

function compared(format: ExportFormat, items: readonly AuthoredItem[]): Pair[] {
	const exported = sent(format, items);
	if (exported.items.every(({ outcome }) => outcome === 'left_out')) return [];
	const back = received(exported).items;
	let next = 0;
	return exported.items.flatMap((one, at) => {
		if (one.outcome === 'left_out') return [];
		const read = back[next++];
		const before = items[at];
		if (one.outcome !== 'whole' || !before) return [];
		if (!read || read.outcome === 'left_out') throw new Error(`${one.name} did not come back`);
		return [{ before, after: read.authored }];
	});
}

describe('our own archive', () => {
	it.each(itemTypes)('brings a %s back with everything it had', (type) => {
		const items = generated(type, false);
		const exported = sent('invigil', items);
		expect(exported.items.every(({ outcome }) => outcome === 'whole')).toBe(true);
		const { items: back, media } = received(exported);
		expect(back.map((one) => (one.outcome === 'whole' ? one.authored : one))).toEqual(items);
		for (const one of media) expect(one.content).toEqual(drawings.get(one.hash));
	});
});

describe.each(others)('%s', (format) => {
	it.each(itemTypes)('a %s that is called whole shows the same words', (type) => {
		const pairs = [true, false].flatMap((plain) => wholeOnes(format, type, plain));
		for (const { before, after } of pairs) {
			expect(after.name).toBe(before.name.trim());
			expect(wordsOf(after)).toEqual(wordsOf(before));
			expect(after.item.points).toBeCloseTo(before.item.points, 4);
			expect(after.category).toEqual(before.category);
		}
	});

	it.each(itemTypes)('a %s that is called whole gives every answer the same points', (type) => {
		for (const { before, after } of wholeOnes(format, type, true))
			for (let seed = 0; seed < 25; seed++) {
				const [one, other] = [before, after].map(({ item, solution }) => {
					const answer = answersTo(item, seed);
					// Which numbers a student gets hangs on the item's id.
					const same = { ...item, id: before.item.id };
					return answer && score(same, solution ?? undefined, answer, 'seed').points;
				});
				if (typeof one === 'number') expect(other).toBeCloseTo(one, 3);
				else expect(other).toBe(one);
			}
	});

	it('the same items give the same bytes', () => {
		const items = itemTypes.map((type) =>
			generateItem(type, 1, { hash: drawingHash, plain: false })
		);
		expect(sent(format, items).bytes).toEqual(sent(format, items).bytes);
	});

	it('what is left out does not move what is not', () => {
		const items = itemTypes.flatMap((type) => generated(type, true).slice(0, 3));
		const { items: report } = sent(format, items);
		expect(report.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(report.some(({ outcome }) => outcome === 'whole')).toBe(true);
	});
});

/** So few may come back changed that the tests above say something. */
const carried: [ExportFormat, ItemType[], number][] = [
	[
		'moodle_xml',
		['single_choice', 'true_false', 'numeric', 'essay', 'calculated', 'upload', 'description'],
		1
	],
	['moodle_xml', ['multiple_choice', 'ordering'], 0.5],
	['qti_2', ['single_choice', 'true_false', 'hotspot', 'hot_text', 'drag_picture'], 0.75],
	['qti_3', ['multiple_choice', 'matching', 'ordering', 'gap_text', 'drag_text'], 0.3],
	['gift', ['description'], 1]
];

it.each(carried)('%s carries %j without any loss', (format, types, least) => {
	for (const type of types) {
		const { items } = sent(format, generated(type, true));
		const whole = items.filter(({ outcome }) => outcome === 'whole').length;
		expect([type, whole / items.length >= least]).toEqual([type, true]);
	}
});

it.each(['qti_2', 'qti_3'] as const)(
	'%s: every file of the package is well-formed, and named',
	(format) => {
		const items = itemTypes.flatMap((type) => generated(type, false).slice(0, 4));
		const files = readZip(sent(format, items).bytes);
		const manifest = new TextDecoder().decode(files.get('imsmanifest.xml'));
		for (const [name, bytes] of files) {
			if (name.endsWith('.xml'))
				expect([name, parseXml(new TextDecoder().decode(bytes)).broken]).toEqual([name, null]);
			if (name !== 'imsmanifest.xml') expect(manifest).toContain(`href="${name}"`);
		}
	}
);

it('control characters and halves of letters cannot break the XML', () => {
	const [item] = generated('essay', true);
	if (!item) throw new Error('none');
	const prompt = 'a\u0000b\u0008c\ud800d\ufffee]]>f';
	const exported = sent('moodle_xml', [{ ...item, item: { ...item.item, prompt } }]);
	expect(parseXml(new TextDecoder().decode(exported.bytes)).broken).toBeNull();
	const [back] = received(exported).items;
	expect(back?.outcome === 'whole' && back.authored.item.prompt).toBe('abcde]]>f');
});

/** Letters and figures, in their order: signs are another way to write the same. */
function wordsOf({ item }: AuthoredItem): string[] {
	const plain = (source: string) =>
		plainText(source.replaceAll(/\[\[[a-z0-9-]+\]\]/g, ' ')).replaceAll(/[^\p{L}\p{N}]/gu, '');
	const options = 'options' in item ? item.options.map(({ text }) => plain(text)).toSorted() : [];
	const rows = 'rows' in item ? item.rows.map(({ text }) => plain(text)) : [];
	return [plain(item.prompt), ...options, ...rows];
}
