import { describe, expect, it } from 'vitest';
import {
	changesOf,
	earned,
	lacksOf,
	onlyOf,
	reasonOf
} from '../../../../tests/support/imported.ts';
import { readMoodle } from './read-moodle.ts';

const read = (type: string, text: string, body: string) =>
	readMoodle({
		text: `<quiz><question type="${type}"><name><text>Q</text></name><questiontext format="html"><text>${text}</text></questiontext>${body}</question></quiz>`,
		guessed: false
	});
/** 100 × 50 pixels, as its head says; nothing more of it is there. */
const png = (() => {
	const bytes = new Uint8Array(33);
	bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	bytes.set([100], 19);
	bytes.set([50], 23);
	return btoa(String.fromCharCode(...bytes));
})();
const file = `<file name="map.png" encoding="base64">${png}</file>`;

describe('words chosen from lists', () => {
	const option = (text: string, group: number) =>
		`<selectoption><text>${text}</text><group>${group}</group></selectoption>`;
	const body = option('cat', 1) + option('mat', 2) + option('dog', 1);

	it('are offered by group, and marked gap by gap', () => {
		const made = onlyOf(read('gapselect', 'A [[1]] on a [[2]]', body));
		expect(made.item).toMatchObject({
			prompt: 'A [[gap-1]] on a [[gap-2]]',
			gaps: [{ options: [{ text: 'cat' }, { text: 'dog' }] }, { options: [{ text: 'mat' }] }]
		});
		const filled = [
			{ gap: 'gap-1', value: 'option-3' },
			{ gap: 'gap-2', value: 'option-2' }
		];
		expect(earned(made, { type: 'gap_text', filled })).toBe(0.5);
	});

	it('that the text asks for and the list does not have leave the question out', () => {
		const report = read('gapselect', 'A [[7]]', body);
		expect(reasonOf(report.items[0])).toEqual({ code: 'malformed', detail: '[[7]]' });
	});
});

describe('words dragged into a text', () => {
	const box = (text: string, group: number, more = '') =>
		`<dragbox><text>${text}</text><group>${group}</group>${more}</dragbox>`;

	it('go to their own place', () => {
		const made = onlyOf(
			read('ddwtos', '[[2]] then [[1]]', box('b', 1) + box('a', 1) + box('c', 1))
		);
		expect(made.item).toMatchObject({ blanks: ['blank-1', 'blank-2'], reuse: false });
		const placed = [
			{ blank: 'blank-1', option: 'option-2' },
			{ blank: 'blank-2', option: 'option-1' }
		];
		expect(earned(made, { type: 'drag_text', placed })).toBe(1);
	});

	it('in groups come together, and some without end are all without end: both are said', () => {
		const report = read('ddwtos', '[[1]] [[2]]', box('a', 1, '<infinite/>') + box('b', 2));
		expect(changesOf(report.items[0])).toEqual([
			{ code: 'groups_merged' },
			{ code: 'type_approximated', detail: 'infinite' }
		]);
		expect(onlyOf(report).item).toMatchObject({ reuse: true });
	});
});

describe('things dragged onto a picture', () => {
	const drag = (no: number, text: string, more = '') =>
		`<drag><no>${no}</no><text>${text}</text><draggroup>1</draggroup>${more}</drag>`;
	const drop = (choice: number, x: number, y: number) =>
		`<drop><text/><no>${choice}</no><choice>${choice}</choice><xleft>${x}</xleft><ytop>${y}</ytop></drop>`;

	it('have places in shares of it, none beyond its edge', () => {
		const report = read(
			'ddimageortext',
			'Where?',
			file + drag(1, 'a') + drag(2, 'b') + drop(1, 10, 20) + drop(2, 95, 40)
		);
		expect(onlyOf(report).item).toMatchObject({
			type: 'drag_picture',
			zones: [
				{ text: '1', x: 0.1, y: 0.4, width: 0.2, height: 0.52 },
				{ text: '2', x: 0.95, y: 0.8 }
			]
		});
		expect(lacksOf(report.items[0])).toEqual([
			{ code: 'alternative_text_missing', detail: 'map.png' }
		]);
		expect(report.media).toMatchObject([{ name: 'map.png', contentType: 'image/png' }]);
	});

	it('may be pictures themselves', () => {
		const report = read(
			'ddimageortext',
			'Where?',
			file + drag(1, 'A [small] map', file) + drop(1, 0, 0)
		);
		expect(onlyOf(report).item).toMatchObject({
			options: [{ text: expect.stringMatching(/^!\[A \\\[small\\\] map\]\(media:[0-9a-f]{64}\)$/) }]
		});
		expect(report.media).toHaveLength(1);
	});

	it('without the picture cannot be asked', () => {
		const code = (picture: string) =>
			reasonOf(read('ddimageortext', 'Where?', picture + drag(1, 'a') + drop(1, 0, 0)).items[0])
				?.code;
		expect(code('')).toBe('picture_missing');
		expect(code('<file name="a.png" encoding="base64">AAAA</file>')).toBe('picture_missing');
		expect(code('<file name="a.png" encoding="base64">%%%</file>')).toBe('picture_missing');
	});
});

describe('markers on a picture', () => {
	const drag = (no: number) =>
		`<drag><no>${no}</no><text>m${no}</text><noofdrags>1</noofdrags></drag>`;
	const drop = (shape: string, coords: string, choice: number) =>
		`<drop><no>${choice}</no><shape>${shape}</shape><coords>${coords}</coords><choice>${choice}</choice></drop>`;

	it('are put on the boxes around their areas, which is said to be another thing', () => {
		const report = read(
			'ddmarker',
			'Where?',
			file +
				drag(1) +
				drag(2) +
				drag(3) +
				drop('circle', '50,25;10', 1) +
				drop('rectangle', '0,0;20,5', 2) +
				drop('polygon', '80,10;100,10;90,20', 3)
		);
		expect(changesOf(report.items[0])).toContainEqual({
			code: 'type_approximated',
			detail: 'ddmarker'
		});
		expect(onlyOf(report).item).toMatchObject({
			reuse: false,
			zones: [
				{ text: '1', x: 0.4, y: 0.3 },
				{ text: '2', x: 0, y: 0, width: 0.2, height: 0.1 },
				{ text: '3', x: 0.8, y: 0.2 }
			]
		});
	});

	it('with a single area are left out: to show it would be to answer it', () => {
		const report = read('ddmarker', 'Where?', file + drag(1) + drop('circle', '50,25;10', 1));
		expect(reasonOf(report.items[0])?.code).toBe('places_hidden');
	});

	it('with a broken shape are left out', () => {
		const report = read('ddmarker', 'Where?', file + drag(1) + drop('circle', '50', 1));
		expect(reasonOf(report.items[0])).toEqual({ code: 'malformed', detail: 'drop 1' });
	});
});
