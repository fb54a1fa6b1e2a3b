/** A picture drawn anew by the browser: upright as the camera held it, at most so large, on white, and nothing beside it. */

const LONG_SIDE = 2560;
const QUALITY = 0.85;

/** null: this browser cannot open it. */
export async function drawAnew(chosen: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
	const bitmap = await createImageBitmap(chosen, { imageOrientation: 'from-image' }).catch(
		() => null
	);
	if (!bitmap) return null;
	try {
		const { width, height } = fitted(bitmap, LONG_SIDE);
		const canvas = document.createElement('canvas');
		canvas.width = width;
		canvas.height = height;
		const context = canvas.getContext('2d');
		if (!context) return null;
		context.fillStyle = 'white';
		context.fillRect(0, 0, width, height);
		context.imageSmoothingQuality = 'high';
		context.drawImage(bitmap, 0, 0, width, height);
		const drawn = await new Promise<Blob | null>((done) =>
			canvas.toBlob(done, 'image/jpeg', QUALITY)
		);
		return drawn && new Uint8Array(await drawn.arrayBuffer());
	} finally {
		bitmap.close();
	}
}

export function fitted(size: { width: number; height: number }, longest: number) {
	const scale = Math.min(1, longest / Math.max(size.width, size.height));
	const length = (side: number) => Math.max(1, Math.round(side * scale));
	return { width: length(size.width), height: length(size.height) };
}
