import type { Shape } from '#sync/schema/picture.ts';
import { shape as shapeSchema } from '#sync/schema/picture.ts';
import { NO_PICTURE } from '#sync/draft/no-picture.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSets, namesIn, readSets, setsText } from './calculated-numbers.ts';
import { newItem } from './new-item.ts';
import { hasMarkup, markdownOf } from './paste.ts';
import { pictureMarkdown, refusedPicture } from './picture-file.ts';
import {
	addArea,
	addZone,
	asKind,
	frameOf,
	moved,
	resized,
	setPicture,
	withSide
} from './picture-places.ts';

const start: Shape[] = [
	{ kind: 'rectangle', x: 0.2, y: 0.3, width: 0.4, height: 0.1 },
	{ kind: 'circle', x: 0.5, y: 0.5, radius: 0.2 },
	{
		kind: 'polygon',
		points: [
			[0.1, 0.1],
			[0.5, 0.2],
			[0.3, 0.9]
		]
	}
];

test('whatever is pulled and typed, a place stays on its picture', () => {
	const number = fc.double({ min: -2, max: 2, noNaN: true });
	const change = fc.oneof(
		fc.tuple(number, number).map(
			([x, y]) =>
				(shape: Shape) =>
					moved(shape, x, y)
		),
		fc.tuple(number, number).map(
			([x, y]) =>
				(shape: Shape) =>
					resized(shape, x, y)
		),
		fc.tuple(fc.constantFrom('x', 'y', 'width', 'height' as const), number).map(
			([side, to]) =>
				(shape: Shape) =>
					withSide(shape, side as 'x', to)
		),
		fc
			.constantFrom('rectangle', 'circle')
			.map((kind) => (shape: Shape) => asKind(shape, kind as 'circle', 1.5))
	);
	fc.assert(
		fc.property(fc.constantFrom(...start), fc.array(change, { maxLength: 8 }), (shape, changes) => {
			const end = changes.reduce((now, each) => each(now), shape);
			expect(shapeSchema.safeParse(end).success).toBe(true);
			if (end.kind !== 'rectangle') return;
			expect(end.x + end.width).toBeLessThanOrEqual(1.0002);
			expect(end.y + end.height).toBeLessThanOrEqual(1.0002);
		})
	);
});

test('a circle is as high as its picture makes it', () => {
	const frame = frameOf(start[1] as Shape, 2);
	expect(frame.width).toBeCloseTo(0.4);
	expect(frame.height).toBeCloseTo(0.8);
});

test('a picture is taken with its words, which cannot end it early', () => {
	const hash = 'ab'.repeat(32);
	expect(pictureMarkdown(hash, 'a [map] of\nit')).toBe(`![a \\[map\\] of it](media:${hash})`);
	expect(setPicture(hash, 'A map')(newItem('hotspot', 'Where')).item).toMatchObject({
		picture: hash,
		alt: 'A map'
	});
	expect(newItem('hotspot', 'Where').item).toMatchObject({ picture: NO_PICTURE });
	expect(refusedPicture({ type: 'text/html', size: 10 }, true)).toBe('type');
	expect(refusedPicture({ type: 'audio/mpeg', size: 10 }, false)).toBe('type');
	expect(refusedPicture({ type: 'image/png', size: 30_000_000 }, false)).toBe('size');
	expect(refusedPicture({ type: 'image/png', size: 10 }, false)).toBe(null);
});

test('what is pasted from a page or a word processor becomes Markdown; a script becomes nothing', async () => {
	const page = `<html><head><style>p { color: red }</style></head><body>
		<!--StartFragment--><p class="MsoNormal">The <b>whole</b> of <i>it</i><script>alert(1)</script></p>
		<ul><li>one</li><li>two</li></ul><!--EndFragment--></body></html>`;
	expect(hasMarkup(page)).toBe(true);
	expect(await markdownOf(page)).toBe('The **whole** of *it*\n\n- one\n- two');
	expect(hasMarkup('<meta charset="utf-8"><span>plain</span>')).toBe(false);
});

test('sets of numbers lie in their ranges, have their digits, and none breaks the formula', () => {
	const names = namesIn('What is {a} divided by {b}? {a}', '{a} / ({b} - 1)');
	expect(names).toEqual(['a', 'b']);
	const ranges = [
		{ from: 1, to: 2, digits: 2 },
		{ from: 1, to: 3, digits: 0 }
	];
	const sets = makeSets(ranges, 50, '{a} / ({b} - 1)', names, Math.random);
	expect(sets).toHaveLength(50);
	for (const [a = NaN, b = NaN] of sets) {
		expect(a).toBeGreaterThanOrEqual(1);
		expect(a).toBeLessThanOrEqual(2);
		expect(Math.abs(a * 100 - Math.round(a * 100))).toBeLessThan(1e-9);
		expect([2, 3]).toContain(b);
	}
	expect(makeSets(ranges, 5, '1 / 0', names, Math.random)).toEqual([]);
	expect(readSets(setsText(sets), 2)).toEqual(sets);
	expect(readSets('1\t2,5\n3;4', 2)).toEqual([
		[1, 2.5],
		[3, 4]
	]);
	expect([readSets('1 2 3', 2), readSets('one two', 2), readSets('', 2)]).toEqual([
		null,
		null,
		null
	]);
});

const apart = (frames: readonly { x: number; y: number; width: number; height: number }[]) =>
	frames.every((a, at) =>
		frames
			.slice(at + 1)
			.every(
				(b) =>
					a.x + a.width <= b.x + 1e-9 ||
					b.x + b.width <= a.x + 1e-9 ||
					a.y + a.height <= b.y + 1e-9 ||
					b.y + b.height <= a.y + 1e-9
			)
	);

test('a new place lies over none that is there', () => {
	const labels = ['a', 'b', 'c'].reduce(
		(now, id) => addZone(id)(now),
		newItem('drag_picture', 'New', 'labels')
	);
	const spots = ['a', 'b', 'c'].reduce(
		(now, id) => addArea(id)(now),
		newItem('hotspot', 'New', 'spots')
	);
	if (labels.item.type !== 'drag_picture' || spots.item.type !== 'hotspot') throw new Error('type');
	expect(labels.item.zones.length).toBeGreaterThan(3);
	expect(apart(labels.item.zones)).toBe(true);
	expect(apart(spots.item.areas.map(({ shape }) => frameOf(shape, 1)))).toBe(true);
});

test('a new place takes a label that belongs nowhere, and only without one a new one', () => {
	const begun = newItem('drag_picture', 'New', 'labels');
	if (begun.item.type !== 'drag_picture') throw new Error('type');
	const { item } = begun;
	const spare = { ...begun, item: { ...item, options: [...item.options, { id: 'x', text: 'X' }] } };
	const used = begun.solution?.type === 'drag_picture' ? begun.solution.correct : [];
	const unused = item.options.filter(({ id }) => !used.some(({ options }) => options.includes(id)));
	const added = addZone('new')(spare);
	if (added.item.type !== 'drag_picture' || added.solution?.type !== 'drag_picture')
		throw new Error('type');
	expect(added.item.options).toEqual(spare.item.options);
	expect(added.solution.correct.at(-1)).toEqual({
		zone: 'new',
		options: [unused[0]?.id ?? 'x']
	});
	const all = Array.from({ length: 5 }, (_none, at) => `more${at}`).reduce(
		(now, id) => addZone(id)(now),
		added
	);
	expect(all.item.type === 'drag_picture' && all.item.options.length).toBeGreaterThan(
		spare.item.options.length
	);
});
