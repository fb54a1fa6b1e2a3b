/** What a browser really makes of a photograph. */
import { expect, test } from 'vitest';
import type { ItemOf } from '#sync/schema/item.ts';
import { prepareFile } from './prepare-file.ts';
import { PLACE, placedJpeg } from './testing/placed-jpeg.ts';

const item: ItemOf<'upload'> = {
	id: 'working',
	type: 'upload',
	prompt: 'Show it.',
	points: 1,
	accept: ['image'],
	most: 1
};
const letters = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

/** Red above, blue below, before it is turned. */
async function photograph(type: string): Promise<Uint8Array<ArrayBuffer>> {
	const canvas = new OffscreenCanvas(60, 40);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('no canvas');
	context.fillStyle = 'red';
	context.fillRect(0, 0, 60, 20);
	context.fillStyle = 'blue';
	context.fillRect(0, 20, 60, 20);
	const blob = await canvas.convertToBlob({ type, quality: 1 });
	return new Uint8Array(await blob.arrayBuffer());
}

test('a photograph leaves without the place it was taken at, and as upright as it was held', async () => {
	const taken = placedJpeg(await photograph('image/jpeg'));
	expect(letters(taken)).toContain(PLACE);
	const made = await prepareFile(new File([taken], 'IMG.jpg'), item);
	if (!made.ok) throw new Error(made.because);
	expect(letters(made.bytes)).not.toMatch(/Exif|12\.0464S|http:\/\/ns\.adobe/);
	const bitmap = await createImageBitmap(new Blob([made.bytes]), { imageOrientation: 'none' });
	expect([bitmap.width, bitmap.height]).toEqual([40, 60]);
	const canvas = new OffscreenCanvas(40, 60);
	const context = canvas.getContext('2d');
	context?.drawImage(bitmap, 0, 0);
	// What was above is on the right now.
	const [red = 0, , blue = 255] = context?.getImageData(35, 30, 1, 1).data ?? [];
	expect(red).toBeGreaterThan(blue);
});

test('a picture that only says in words where it was taken loses them too', async () => {
	const png = await photograph('image/png');
	const words = new TextEncoder().encode(`Comment\0at ${PLACE}`);
	const said = [0, 0, 0, words.length, ...new TextEncoder().encode('tEXt'), ...words, 0, 0, 0, 0];
	// Behind the first chunk, which says how large it is.
	const taken = Uint8Array.from([...png.subarray(0, 33), ...said, ...png.subarray(33)]);
	const made = await prepareFile(new File([taken], 'map.png'), item);
	expect(letters(made.ok ? made.bytes : taken)).not.toContain(PLACE);
});
