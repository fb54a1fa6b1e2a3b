import { expect, test, vi } from 'vitest';
import { createPictureTurner } from './turned-picture.ts';

type Colour = readonly [red: number, green: number, blue: number];
const RED: Colour = [255, 0, 0];
const BLUE: Colour = [0, 0, 255];

/** Its left half of one colour, its right half of another. */
function halves(left: Colour, right: Colour, width = 40, height = 40): ImageData {
	const picture = new ImageData(width, height);
	for (let i = 0; i < width * height; i++)
		picture.data.set([...(i % width < width / 2 ? left : right), 255], 4 * i);
	return picture;
}
const at = ({ data, width }: ImageData, x: number, y: number) => [
	...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4)
];

test('a picture is turned clockwise about the place, and black comes in where it ends', () => {
	const turn = createPictureTurner();
	const turned = turn(halves(RED, BLUE), { x: 20, y: 20 }, 90);
	expect(at(turned, 20, 5)).toEqual([...RED, 255]);
	expect(at(turned, 20, 35)).toEqual([...BLUE, 255]);
	expect(at(turn(halves(RED, BLUE), { x: 20, y: 20 }, 45), 1, 1)).toEqual([0, 0, 0, 0]);
});

test('nothing of one picture is left in the next, larger or smaller, and no canvas is made for it', () => {
	const made = vi.spyOn(globalThis, 'OffscreenCanvas');
	const turn = createPictureTurner();
	expect(at(turn(halves(RED, RED), { x: 20, y: 20 }, 0), 1, 1)).toEqual([...RED, 255]);
	const turned = turn(halves(BLUE, BLUE), { x: 20, y: 20 }, 45);
	expect(at(turned, 1, 1)).toEqual([0, 0, 0, 0]);
	expect(at(turned, 20, 20)).toEqual([...BLUE, 255]);
	const larger = turn(halves(RED, BLUE, 80, 60), { x: 40, y: 30 }, 180);
	expect([larger.width, larger.height]).toEqual([80, 60]);
	expect([at(larger, 10, 30), at(larger, 70, 30)]).toEqual([
		[...BLUE, 255],
		[...RED, 255]
	]);
	expect(made).toHaveBeenCalledTimes(2);
	made.mockRestore();
});
