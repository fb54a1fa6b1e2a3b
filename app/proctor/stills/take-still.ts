/** One picture of what the camera shows now: 320 px wide, WebP, or JPEG where the browser writes no WebP. */
import { openFrameSource, type Frame } from '#models/frame-source.ts';
import { MOST_STILL_BYTES, STILL_WIDTH, stillTypeOf, type StillType } from '#sync/stills.ts';

export type Picture = { bytes: Uint8Array<ArrayBuffer>; contentType: StillType };

/** A camera that is being switched off may never give another frame. */
const PATIENCE_MS = 2_000;
/** The next one where the one before is too large. */
const qualities = [0.7, 0.5, 0.3] as const;

/** null: no frame came. */
export async function takeStill(track: MediaStreamTrack): Promise<Picture | null> {
	if (track.readyState !== 'live') return null;
	const source = openFrameSource(track);
	const patience = setTimeout(() => source.close(), PATIENCE_MS);
	try {
		const frame = await source.next(() => true);
		if (!frame) return null;
		try {
			return await pictureOf(frame);
		} finally {
			frame.close();
		}
	} finally {
		clearTimeout(patience);
		source.close();
	}
}

async function pictureOf(frame: Frame): Promise<Picture> {
	const [across, down] =
		'displayWidth' in frame
			? [frame.displayWidth, frame.displayHeight]
			: [frame.width, frame.height];
	const width = Math.min(STILL_WIDTH, across);
	const canvas = new OffscreenCanvas(width, Math.max(1, Math.round((down * width) / across)));
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('This browser draws nothing.');
	pen.drawImage(frame, 0, 0, canvas.width, canvas.height);
	for (const quality of qualities) {
		const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
		const blob =
			webp.type === 'image/webp'
				? webp
				: await canvas.convertToBlob({ type: 'image/jpeg', quality });
		const bytes = new Uint8Array(await blob.arrayBuffer());
		const contentType = stillTypeOf(bytes);
		if (contentType && bytes.length <= MOST_STILL_BYTES) return { bytes, contentType };
	}
	throw new Error('The picture does not get small enough.');
}
