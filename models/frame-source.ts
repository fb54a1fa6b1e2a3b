/**
 * Frames of a camera track, newest first come. Chromium gives them as VideoFrames without a video element, and in a hidden
 * page too; elsewhere a hidden video is looked at. Whoever takes a frame closes it or gives it away.
 */

export type Frame = VideoFrame | ImageBitmap;

export interface FrameSource {
	/** The first frame for which `due()` holds; null once the track has ended or the source is closed. */
	next(due: () => boolean): Promise<Frame | null>;
	close(): void;
}

interface TrackProcessor {
	readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorClass = new (options: { track: MediaStreamTrack }) => TrackProcessor;

export function openFrameSource(track: MediaStreamTrack): FrameSource {
	const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorClass })
		.MediaStreamTrackProcessor;
	return Processor ? fromProcessor(new Processor({ track })) : fromVideo(track);
}

function fromProcessor({ readable }: TrackProcessor): FrameSource {
	const reader = readable.getReader();
	let closed = false;
	return {
		async next(due) {
			for (;;) {
				const { value } = await reader.read();
				if (!value) return null;
				if (!closed && due()) return value;
				// The camera has only a few buffers: one that is kept stops it.
				value.close();
			}
		},
		close() {
			closed = true;
			void reader.cancel();
		}
	};
}

function fromVideo(track: MediaStreamTrack): FrameSource {
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	video.srcObject = new MediaStream([track]);
	let closed = false;
	let wake: () => void = () => undefined;
	const shown = () =>
		new Promise<void>((resolve) => {
			wake = resolve;
			if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => resolve());
			else setTimeout(resolve, 100);
		});
	const over = () => {
		closed = true;
		wake();
	};
	track.addEventListener('ended', over);
	const playing = video.play();
	return {
		async next(due) {
			await playing;
			while (!closed) {
				await shown();
				if (!closed && due() && video.videoWidth > 0) return createImageBitmap(video);
			}
			return null;
		},
		close() {
			over();
			track.removeEventListener('ended', over);
			video.srcObject = null;
		}
	};
}
