/** The shared screen in a real browser; a canvas stands in its place, because a headless one has no screen to choose. */
import { afterEach, expect, test } from 'vitest';
import { grabScreen, sharedScreen, shareScreen, unshareScreen } from './screen.ts';

const shown = { width: 200, height: 120 };
let pen: CanvasRenderingContext2D;

/** Shows `colour` on the left half and white on the right one, drawn again and again as a screen is. */
function share(colour: () => string) {
	const canvas = Object.assign(document.createElement('canvas'), shown);
	const drawn = canvas.getContext('2d');
	if (!drawn) throw new Error('nothing to draw with');
	pen = drawn;
	const draw = () => {
		pen.fillStyle = 'white';
		pen.fillRect(0, 0, shown.width, shown.height);
		pen.fillStyle = colour();
		pen.fillRect(0, 0, shown.width / 2, shown.height);
	};
	draw();
	const timer = setInterval(draw, 20);
	const stream = canvas.captureStream(30);
	stream.getVideoTracks()[0]?.addEventListener('ended', () => clearInterval(timer));
	return shareScreen({ getDisplayMedia: async () => stream });
}
afterEach(() => unshareScreen());

/** Of a point in each half. */
async function colours(): Promise<[number[], number[]]> {
	const picture = await grabScreen();
	if (!picture) throw new Error('no picture of the screen');
	expect([picture.width, picture.height]).toEqual([shown.width, shown.height]);
	const canvas = new OffscreenCanvas(picture.width, picture.height);
	const looks = canvas.getContext('2d');
	looks?.drawImage(picture, 0, 0);
	picture.close();
	const at = (x: number) => [...(looks?.getImageData(x, 60, 1, 1).data ?? [])].slice(0, 3);
	return [at(50), at(150)];
}
const isLike = (found: number[], wanted: number[]) =>
	found.every((part, i) => Math.abs(part - (wanted[i] ?? 0)) < 40);

test('what is grabbed is what the screen shows now, whole, and again when it is another', async () => {
	let colour = 'rgb(200 30 30)';
	expect(await share(() => colour)).toMatchObject({ outcome: 'granted' });
	const [left, right] = await colours();
	expect(isLike(left, [200, 30, 30])).toBe(true);
	expect(isLike(right, [255, 255, 255])).toBe(true);
	colour = 'rgb(30 30 200)';
	await expect.poll(async () => isLike((await colours())[0], [30, 30, 200])).toBe(true);
	expect(sharedScreen()?.readyState).toBe('live');
});

test('where nothing is shared, or not any more, there is no picture', async () => {
	expect(await grabScreen()).toBeNull();
	await share(() => 'black');
	sharedScreen()?.stop();
	expect(await grabScreen()).toBeNull();
	await share(() => 'black');
	unshareScreen();
	expect(await grabScreen()).toBeNull();
});

test('shared again, the first screen is let go of and the second one is grabbed', async () => {
	await share(() => 'rgb(200 30 30)');
	const first = sharedScreen();
	await share(() => 'rgb(30 30 200)');
	expect(first?.readyState).toBe('ended');
	expect(isLike((await colours())[0], [30, 30, 200])).toBe(true);
});

test('a screen that was not chosen is told why, and what is shared stays', async () => {
	await share(() => 'black');
	const refused = await shareScreen({
		getDisplayMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError'))
	});
	expect(refused).toEqual({ outcome: 'refused', reason: 'permission_denied' });
	expect(sharedScreen()?.readyState).toBe('live');
});
