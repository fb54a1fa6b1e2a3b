/** What is done to a recording, so that one set of people is seen in more than one light. */

export const filmChanges = [
	'darker',
	'blurred',
	'small',
	'slow',
	'mirrored',
	'warm',
	'tilted',
	'black',
	'hand',
	'tape',
	'finger',
	'wall',
	'left_edge',
	'right_edge',
	'top_edge',
	'bottom_edge',
	'held'
] as const;
export type FilmChange = (typeof filmChanges)[number];

/** Seconds of the recording to look at: a slow camera shows a frame for longer, a frozen one for ever. */
export function changedTime(at: number, change: FilmChange | null, since = 0): number {
	if (change === 'slow') return Math.floor(at * 10 + 0.01) / 10;
	if (change === 'held') return since;
	return at;
}

/**
 * Shares of the picture by which it is moved, so that of the people in one_face and other_person a tenth to two fifths of the detector's
 * box lies outside.
 */
const aside: Partial<Record<FilmChange, readonly [x: number, y: number]>> = {
	left_edge: [-0.42, 0],
	right_edge: [0.47, 0],
	top_edge: [0, -0.39],
	bottom_edge: [0, 0.5]
};
const STRIP = 0.05;
/** Radians: 40° towards a shoulder. */
const TILT = (40 / 180) * Math.PI;

const filters: Partial<Record<FilmChange, string>> = {
	darker: 'brightness(0.3)',
	blurred: 'blur(4px)',
	hand: 'blur(120px) sepia(0.8) brightness(0.3)',
	finger: 'blur(60px) sepia(0.8) brightness(0.5)'
};

/** The picture itself, or a new one; whoever gets it closes it. */
export async function changedPicture(
	picture: ImageBitmap,
	change: FilmChange | null
): Promise<ImageBitmap> {
	if (change === null || change === 'slow' || change === 'held') return picture;
	const scale = change === 'small' ? 240 / picture.height : 1;
	const width = Math.round(picture.width * scale);
	const height = Math.round(picture.height * scale);
	const canvas = new OffscreenCanvas(width, height);
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('This browser draws nothing.');
	pen.filter = filters[change] ?? 'none';
	if (change === 'mirrored') pen.setTransform(-1, 0, 0, 1, width, 0);
	if (change === 'tilted') {
		pen.translate(width / 2, height / 2);
		pen.rotate(-TILT);
		pen.translate(-width / 2, -height / 2);
	}
	// Whoever was there has left, and behind them is the wall of the left and of the right edge, drawn out to the middle.
	if (change === 'wall')
		for (const half of [0, 1]) {
			const from = half * (1 - STRIP) * picture.width;
			const strip = [from, 0, STRIP * picture.width, picture.height] as const;
			pen.drawImage(picture, ...strip, (half * width) / 2, 0, width / 2, height);
		}
	const [dx, dy] = aside[change] ?? [0, 0];
	if (dx !== 0 || dy !== 0) {
		// What is freed shows the wall that was at that edge, drawn out.
		const part = (by: number, length: number) =>
			by === 0 ? [0, length] : [(by < 0 ? 1 - STRIP : 0) * length, STRIP * length];
		const [fromX = 0, ofX = 0] = part(dx, picture.width);
		const [fromY = 0, ofY = 0] = part(dy, picture.height);
		pen.drawImage(picture, fromX, fromY, ofX, ofY, 0, 0, width, height);
	}
	if (change !== 'black' && change !== 'wall')
		pen.drawImage(picture, dx * width, dy * height, width, height);
	if (change === 'warm') {
		pen.globalCompositeOperation = 'multiply';
		pen.fillStyle = 'rgb(255 190 110)';
		pen.fillRect(0, 0, width, height);
	}
	picture.close();
	if (change === 'tape') {
		pen.fillStyle = 'rgb(176 150 110)';
		pen.fillRect(0, 0, width, height);
	}
	if (change === 'black') {
		pen.fillRect(0, 0, width, height);
	}
	return canvas.transferToImageBitmap();
}

export const soundChanges = ['quieter', 'narrow', 'office'] as const;
export type SoundChange = (typeof soundChanges)[number];

/** Gain that puts `under` so many decibels below `over`. */
export function gainBelow(over: Float32Array, under: Float32Array, decibels: number): number {
	const power = (samples: Float32Array) =>
		samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
	return Math.sqrt(power(over) / Math.max(power(under), 1e-12)) * 10 ** (-decibels / 20);
}
