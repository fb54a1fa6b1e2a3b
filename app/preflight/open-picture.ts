import { LIGHT_WIDTH } from './device-try.svelte.ts';

const HEIGHT = Math.round((LIGHT_WIDTH * 3) / 4);

/** Small pictures of a stream, read in the page a few times a second; they go nowhere. */
export function openPicture(stream: MediaStream): {
	pixels(): Uint8ClampedArray | null;
	close(): void;
} {
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	video.srcObject = stream;
	video.play().catch((error: unknown) => console.warn('The light is not measured.', error));
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [LIGHT_WIDTH, HEIGHT];
	const context = canvas.getContext('2d', { willReadFrequently: true });
	return {
		pixels() {
			if (!context || video.readyState < video.HAVE_CURRENT_DATA) return null;
			context.drawImage(video, 0, 0, LIGHT_WIDTH, HEIGHT);
			return context.getImageData(0, 0, LIGHT_WIDTH, HEIGHT).data;
		},
		close() {
			video.srcObject = null;
		}
	};
}
