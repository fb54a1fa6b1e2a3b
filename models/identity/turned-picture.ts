/** Turns pictures, on one pair of canvases for as long as whoever asks lives: a look at a tilted head costs no new memory. */
type Pen = OffscreenCanvasRenderingContext2D;

export interface Place {
	/** Pixels of the picture. */
	x: number;
	y: number;
}
export type PictureTurner = (picture: ImageData, about: Place, degrees: number) => ImageData;

function newPen(): Pen {
	const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
	if (!pen) throw new Error('This browser draws nothing.');
	return pen;
}

/** The picture turned about a point, clockwise. What comes in at its corners is transparent black. */
export function createPictureTurner(): PictureTurner {
	let pens: { upright: Pen; tilted: Pen } | null = null;

	return (picture, { x, y }, degrees) => {
		const { width, height } = picture;
		const { upright, tilted } = (pens ??= { upright: newPen(), tilted: newPen() });
		for (const { canvas } of [upright, tilted]) {
			if (canvas.width !== width) canvas.width = width;
			if (canvas.height !== height) canvas.height = height;
		}
		upright.putImageData(picture, 0, 0);
		tilted.resetTransform();
		tilted.clearRect(0, 0, width, height);
		tilted.translate(x, y);
		tilted.rotate((degrees * Math.PI) / 180);
		tilted.drawImage(upright.canvas, -x, -y);
		return tilted.getImageData(0, 0, width, height);
	};
}
