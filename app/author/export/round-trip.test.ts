import { describe, expect, it } from 'vitest';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { score } from '#sync/scoring.ts';
import { itemTypes } from '#sync/testing/every-item.ts';
import { plainText } from '#app/ui/plain-text.ts';
import { saidTo } from '../../../tests/support/imported.ts';
import { importFile } from '../import/import-file.ts';
import { parseXml } from '../import/xml.ts';
import { readZip } from '../import/read-zip.ts';
import { exportItems } from './export-items.ts';
import { exportFormats, type Exported, type ExportFormat } from './report.ts';
import { answersTo } from './testing/answers.ts';
import { generateItem } from './testing/generate-item.ts';
import { generateTyped } from './testing/generate-typed.ts';
import { drawingHash, drawings } from './testing/picture.ts';
import { Random } from './testing/random.ts';

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

/** An item that is plain, but for what it says. */
function saying(format: ExportFormat, type: ItemType, seed: number): AuthoredItem {
	const of = simple(format, generateItem(type, seed, { hash: drawingHash, plain: true }));
	const random = new Random(seed);
	const feedback = { item: of.item.id, correct: 'Yes so.', ...generateTyped(of, random) };
	const wrong = random.chance(0.5) ? { wrong: 'Not so.' } : {};
	return { ...of, feedback: { ...feedback, ...wrong } };
}

/** Without what the format cannot hold, so that what is said decides whether it comes back whole. */
function simple(format: ExportFormat, { item, solution, ...rest }: AuthoredItem): AuthoredItem {
	if (format === 'invigil') return { ...rest, item, solution };
	const base = { ...item, points: 1 };
	if (base.type === 'short_text' && solution?.type === 'short_text')
		return {
			...rest,
			item: { ...base, maxLength: format.startsWith('qti') ? 1000 : 255 },
			solution: { ...solution, caseSensitive: solution.caseSensitive && format !== 'gift' }
		};
	if (base.type === 'numeric' && solution?.type === 'numeric' && format !== 'moodle_xml') {
		const { unit: _unit, ...plain } = base;
		const { units: _units, ...key } = solution;
		return { ...rest, item: plain, solution: key };
	}
	return {
		...rest,
		item: { ...item, points: item.type === 'gap_text' ? item.points : 1 } as typeof item,
		solution
	};
}

/** What a student could type: each answer that anything names, around it, and others. */
function typedAnswers({ item, solution, feedback }: AuthoredItem): ResponseValue[] {
	const named = JSON.stringify([solution, feedback]).matchAll(
		/"(?:answer|text|correct|value)":("(?:[^"\\]|\\.)*"|-?[\d.e+-]+)/g
	);
	const texts = [...named].map(([, value]) => String(JSON.parse(value ?? '""')));
	const accepted = solution?.type === 'short_text' ? solution.accepted : [];
	const around = texts.flatMap((text) =>
		text.length > 0 && Number.isFinite(Number(text))
			? [text, String(Number(text) + 0.4), String(Number(text) - 1.5)]
			: [text, text.toUpperCase()]
	);
	return [...around, ...accepted, '4096', 'zzz'].flatMap((text): ResponseValue[] => {
		if (item.type === 'gap_text')
			return [{ type: item.type, filled: item.gaps.map(({ id }) => ({ gap: id, value: text })) }];
		return item.type === 'short_text' || item.type === 'numeric' || item.type === 'calculated'
			? [{ type: item.type, text: text.slice(0, 200) }]
			: [];
	});
}

/** Letters and figures: what stands around them is another way to write the same. */
const saidIn = (authored: AuthoredItem, response: ResponseValue): string => {
	const gaps = authored.item.type === 'gap_text' ? authored.item.gaps : [];
	const filled =
		response.type === 'gap_text'
			? response.filled.map(({ value }, at) => ({ gap: gaps[at]?.id ?? '', value }))
			: [];
	const given = response.type === 'gap_text' ? { ...response, filled } : response;
	const letters = plainText(saidTo(authored, given).join(' ')).replaceAll(/[^\p{L}\p{N}]/gu, '');
	return [...letters].toSorted().join('');
};

describe.each([
	['invigil', 1],
	['moodle_xml', 0.5],
	['gift', 0.5],
	['qti_2', 0.5],
	['qti_3', 0.5]
] as const)('%s: what is said to single typed answers', (format, least) => {
	it.each(['short_text', 'numeric', 'gap_text', 'calculated'] as const)(
		'of a %s that is called whole is said to the same answers',
		(type) => {
			const items = Array.from({ length: 12 }, (_, seed) => saying(format, type, seed));
			const report = sent(format, items).items;
			const written = items.filter((_, at) => report[at]?.outcome !== 'left_out');
			const pairs = compared(format, items);
			for (const { before, after } of pairs)
				for (const response of typedAnswers(before)) {
					const same = { ...after, item: { ...after.item, id: before.item.id } };
					expect([before.name, response, saidIn(same, response)]).toEqual([
						before.name,
						response,
						saidIn(before, response)
					]);
				}
			const has = pairs.filter(({ before }) => before.feedback?.typed).length;
			const of = written.filter(({ feedback }) => feedback?.typed).length;
			// In gaps Moodle has no place for what is said to all of the item.
			if (type !== 'gap_text' || format === 'invigil')
				expect([of === 0 || has / of >= least, has, of]).toEqual([true, has, of]);
		}
	);
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

it.each(['qti_2', 'qti_3'] as const)(
	'%s: the title of the exam comes back, and as no category',
	(format) => {
		const items = generated('single_choice', true).slice(0, 2);
		const filed = items.map((item) => ({ ...item, category: [] }));
		const sentOut = (title: string) =>
			exportItems({ format, name: 'questions', title }, filed, drawings);
		const { title, items: back } = received(sentOut(' Spring & “autumn” <2> '));
		expect(title).toBe('Spring & “autumn” <2>');
		expect(back.map((one) => one.outcome !== 'left_out' && one.authored.category)).toEqual([
			[],
			[]
		]);
		expect(received(sentOut(''))).not.toHaveProperty('title');
	}
);

it.each(exportFormats)('%s: what stands above, below or on a line comes back', (format) => {
	const [made] = generated('single_choice', true);
	if (made?.item.type !== 'single_choice') throw new Error('none');
	const options = made.item.options.map((option, at) => ({
		...option,
		text: `x<sup>${at}</sup>`
	}));
	const saying = (prompt: string): AuthoredItem => ({
		...simple(format, made),
		item: { ...made.item, options, prompt, points: 1 } as AuthoredItem['item']
	});
	const [raised, underlined] = [saying('H<sub>2</sub>O is 10<sup>*n*</sup>'), saying('<u>So</u>')];
	const { items } = received(sent(format, [raised, underlined]));
	const prompts = items.map((one) => one.outcome !== 'left_out' && one.authored.item.prompt);
	// QTI has no such element: the report of the export says that the text looks different.
	const line = format.startsWith('qti') ? 'So' : '<u>So</u>';
	expect(prompts).toEqual([raised.item.prompt, line]);
	for (const one of items) {
		const texts =
			one.outcome !== 'left_out' && 'options' in one.authored.item
				? one.authored.item.options.map(({ text }) => text)
				: [];
		expect(texts).toEqual(options.map(({ text }) => text));
	}
});

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
