/** A picture out of a real camera track, drawn here. */
import { expect, test } from 'vitest';
import { STILL_WIDTH, MOST_STILL_BYTES } from '#sync/stills.ts';
import { takeStill } from './take-still.ts';

function drawnTrack(width: number, height: number): MediaStreamTrack {
	const canvas = Object.assign(document.createElement('canvas'), { width, height });
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('nothing to draw with');
	let hue = 0;
	const timer = setInterval(() => {
		pen.fillStyle = `hsl(${(hue += 20)} 80% 50%)`;
		pen.fillRect(0, 0, width, height);
	}, 20);
	const [track] = canvas.captureStream(30).getVideoTracks();
	if (!track) throw new Error('no track');
	track.addEventListener('ended', () => clearInterval(timer));
	return track;
}
async function sizeOf(bytes: Uint8Array<ArrayBuffer>): Promise<[number, number]> {
	const bitmap = await createImageBitmap(new Blob([bytes]));
	return [bitmap.width, bitmap.height];
}

test('P1: it is a WebP, 320 wide, in the camera’s own proportions', async () => {
	const track = drawnTrack(640, 360);
	const picture = await takeStill(track);
	track.stop();
	expect(picture?.contentType).toBe('image/webp');
	expect(picture?.bytes.length).toBeLessThan(MOST_STILL_BYTES);
	expect(picture && (await sizeOf(picture.bytes))).toEqual([STILL_WIDTH, 180]);
});

test('a camera smaller than that is not blown up, and may be looked at again', async () => {
	const track = drawnTrack(160, 120);
	for (let time = 0; time < 2; time++) {
		const picture = await takeStill(track);
		expect(picture && (await sizeOf(picture.bytes))).toEqual([160, 120]);
	}
	track.stop();
});

test('a camera that was switched off gives none', async () => {
	const track = drawnTrack(160, 120);
	track.stop();
	expect(await takeStill(track)).toBeNull();
});
