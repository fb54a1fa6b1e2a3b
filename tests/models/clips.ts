/**
 * What the camera plays in these tests. Recordings of people where they are to be had; without them the same scenes are put
 * together from the drawn face, and the test says so. The covered camera is always made here.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { asset } from '../support/assets.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium-binary.ts';
import { drawLeavingFace } from '../support/drawn-clip.ts';
import { voiceLike } from '../support/signals.ts';
import { writeWav } from '../support/wav.ts';

type Scene = 'one_face' | 'two_faces' | 'no_face' | 'black';

const folder = mkdtempSync(join(tmpdir(), 'analysis-clip-'));
const START_OF_JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const SECONDS = 5;
/** As Chromium plays such a file. */
const FRAMES_PER_SECOND = 30;

/** Runs in a page: one picture of the scene, from a picture of one face. */
async function paint({ scene, face }: { scene: Scene; face: string }): Promise<string> {
	const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('This browser draws nothing.');
	const picture = new Image();
	picture.src = face;
	await picture.decode();
	if (scene === 'one_face') pen.drawImage(picture, 0, 0);
	if (scene === 'two_faces')
		for (const x of [0, 320]) pen.drawImage(picture, 120, 0, 400, 480, x, 48, 320, 384);
	if (scene === 'no_face')
		for (let x = 0; x < 640; x += 40) {
			pen.fillStyle = `hsl(200 10% ${40 + ((x * 7) % 30)}%)`;
			pen.fillRect(x, 0, 40, 480);
		}
	return canvas.toDataURL('image/jpeg', 0.9);
}

let drawn: Promise<string> | null = null;

async function makeClip(scene: Scene): Promise<string> {
	drawn ??= drawLeavingFace(1);
	const bytes = readFileSync(await drawn);
	const first = bytes.subarray(0, bytes.indexOf(START_OF_JPEG, 3));
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: chromiumArguments(),
		chromiumSandbox: false
	});
	try {
		const page = await browser.newPage();
		const face = `data:image/jpeg;base64,${first.toString('base64')}`;
		const url = await page.evaluate(paint, { scene, face });
		const picture = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
		const path = join(folder, `${scene}.mjpeg`);
		writeFileSync(
			path,
			Buffer.concat(new Array<Buffer>(SECONDS * FRAMES_PER_SECOND).fill(picture))
		);
		return path;
	} finally {
		await browser.close();
	}
}

/** Recordings that cannot be drawn: of somebody who turns away, and of another person. Null where there are none. */
export const recordingOf = (scene: 'looking_away' | 'other_person' | 'one_face'): string | null =>
	asset(`camera/${scene}.mjpeg`);

const SECONDS_TO_THE_FRONT = 4;

/**
 * Somebody who sits still for four seconds and turns away for six: the recording, but for its shiver. Put together from three
 * stills, it swings through 24° three times a second while she faces the camera, as nobody does. At two looks a second either
 * every other one is of each end or all are of the middle: chance would say whether straight ahead is found.
 */
export function headThatTurnsAway(): string | null {
	const recording = recordingOf('looking_away');
	if (!recording) return null;
	const pictures = split(readFileSync(recording), START_OF_JPEG);
	const front = SECONDS_TO_THE_FRONT * FRAMES_PER_SECOND;
	const path = join(folder, 'turns-away.mjpeg');
	writeFileSync(
		path,
		Buffer.concat([
			...new Array<Buffer>(front).fill(pictures[0] ?? Buffer.alloc(0)),
			...pictures.slice(front)
		])
	);
	return path;
}

function split(film: Buffer, mark: Buffer): Buffer[] {
	const starts: number[] = [];
	for (let at = film.indexOf(mark); at >= 0; at = film.indexOf(mark, at + 1)) starts.push(at);
	return starts.map((start, i) => film.subarray(start, starts[i + 1]));
}

export async function cameraClip(scene: Scene): Promise<string> {
	const recording = scene === 'black' ? null : asset(`camera/${scene}.mjpeg`);
	if (recording) return recording;
	if (scene !== 'black')
		console.info(`No recordings found (INVIGIL_ASSETS): ${scene} is made from a drawing.`);
	return makeClip(scene);
}

export function speechClip(): string {
	const recording = asset('camera/speech.wav');
	if (recording) return recording;
	console.info('No recordings found (INVIGIL_ASSETS): the microphone plays a made voice.');
	const path = join(folder, 'speech.wav');
	writeWav(path, voiceLike(10));
	return path;
}
