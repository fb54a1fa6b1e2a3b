import { expect, test } from 'vitest';
import { COLUMNS, coloursOf, createCoverWatch, ROWS, type FaceLook } from './cover.ts';

const flat = (red: number, green: number, blue: number) =>
	Array.from({ length: COLUMNS * ROWS }, () => [red, green, blue]).flat();
const look = (change: Partial<FaceLook>): FaceLook => ({
	at: 0,
	faces: 0,
	boxes: [],
	doubt: 0,
	brightness: 0.5,
	texture: 0.003,
	analysisMs: 5,
	colours: flat(0.6, 0.6, 0.6),
	...change
});
const somebody = look({
	faces: 1,
	boxes: [{ x: 0.35, y: 0.35, w: 0.25, h: 0.3, score: 0.9 }],
	texture: 0.03
});
const hand = { colours: flat(0.45, 0.3, 0.25) };

test('a smooth picture of other colours than what was behind somebody is a covered lens', () => {
	const read = createCoverWatch();
	expect(read(somebody)).not.toHaveProperty('covered');
	expect(read(look(hand)).covered).toBe(true);
	expect(read(look(hand))).not.toHaveProperty('colours');
});

test('a bare wall that stays when somebody leaves is none, nor is a room, nor what nobody was seen before', () => {
	const read = createCoverWatch();
	expect(read(look(hand)).covered).toBeUndefined();
	read(somebody);
	expect(read(look({})).covered).toBeUndefined();
	expect(read(look({ colours: flat(0.66, 0.66, 0.64) })).covered).toBeUndefined();
	expect(read(look({ ...hand, texture: 0.01 })).covered).toBeUndefined();
});

test('of a face that fills the picture too little is known of what is behind it', () => {
	const read = createCoverWatch();
	read({ ...somebody, boxes: [{ x: 0.1, y: 0.05, w: 0.8, h: 0.9, score: 0.9 }] });
	expect(read(look(hand)).covered).toBeUndefined();
});

test('a room that changes its colours when nobody was there any more is no covered lens', () => {
	const read = createCoverWatch();
	read(somebody);
	expect(read(look({ at: 4_000 })).covered).toBeUndefined();
	expect(read(look({ ...hand, at: 5_001 })).covered).toBeUndefined();
	expect(read(look({ ...hand, at: 60_000 })).covered).toBeUndefined();
	read({ ...somebody, at: 61_000 });
	expect(read(look({ ...hand, at: 66_000 })).covered).toBe(true);
});

test('a lens that was covered when somebody was there stays so, through a look that shows less of it', () => {
	const read = createCoverWatch();
	read(somebody);
	for (let at = 1_000; at <= 60_000; at += 1_000)
		expect(read(look({ ...hand, at })).covered).toBe(true);
	expect(read(look({ ...hand, at: 61_000, texture: 0.007 })).covered).toBeUndefined();
	expect(read(look({ ...hand, at: 62_000 })).covered).toBe(true);
});

test('each field has its own mean colour', () => {
	const rgba = new Uint8ClampedArray(64 * 48 * 4);
	for (let y = 0; y < 8; y++)
		for (let x = 56; x < 64; x++) rgba.set([255, 51, 0, 255], 4 * (y * 64 + x));
	const colours = coloursOf(rgba, 64);
	expect(colours).toHaveLength(COLUMNS * ROWS * 3);
	expect(colours.slice(3 * 7, 3 * 8)).toEqual([1, 0.2, 0]);
	expect(colours.filter((value) => value > 0)).toHaveLength(2);
});
