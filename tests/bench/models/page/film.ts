/** Any frame of a recording, by its own time: no clock of the machine decides which picture is looked at. */

export interface Film {
	/** Seconds of one showing. A still has one frame and lasts as long as is wanted. */
	readonly seconds: number;
	/** Which frame is on the screen `at` seconds after the beginning; shown again and again. */
	indexAt(at: number): number;
	frame(index: number): Promise<ImageBitmap>;
}

/** Chromium plays an .mjpeg at this rate, whatever it was made at, and the clips are made for that. */
const FRAMES_PER_SECOND = 30;

export async function openFilm(url: string): Promise<Film> {
	if (url.endsWith('.mjpeg')) return ofPictures(await bytesOf(url));
	if (/\.(mkv|mp4)$/.test(url)) return ofVideo(url);
	return ofStill(await createImageBitmap(new Blob([await bytesOf(url)])));
}

async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: ${response.status}`);
	return new Uint8Array(await response.arrayBuffer());
}

/** JPEG files one after another: each begins with FF D8 FF; within one, FF is never followed by D8. */
function ofPictures(bytes: Uint8Array<ArrayBuffer>): Film {
	const starts: number[] = [];
	for (let i = 0; i + 2 < bytes.length; i++)
		if (bytes[i] === 0xff && bytes[i + 1] === 0xd8 && bytes[i + 2] === 0xff) starts.push(i);
	return {
		seconds: starts.length / FRAMES_PER_SECOND,
		// Half a frame later than the border, so that 0.1 + 0.2 falls on the frame it means.
		indexAt: (at) => Math.floor(at * FRAMES_PER_SECOND + 0.01) % starts.length,
		frame: (index) =>
			createImageBitmap(
				new Blob([bytes.subarray(starts[index], starts[index + 1])], { type: 'image/jpeg' })
			)
	};
}

async function ofVideo(url: string): Promise<Film> {
	const video = document.createElement('video');
	video.muted = true;
	video.preload = 'auto';
	await new Promise((resolve, reject) => {
		video.addEventListener('canplaythrough', resolve, { once: true });
		video.addEventListener('error', () => reject(new Error(`${url} is not shown here.`)));
		video.src = url;
	});
	const frames = Math.max(1, Math.floor(video.duration * FRAMES_PER_SECOND));
	return {
		seconds: frames / FRAMES_PER_SECOND,
		indexAt: (at) => Math.floor(at * FRAMES_PER_SECOND + 0.01) % frames,
		async frame(index) {
			await new Promise((resolve) => {
				video.addEventListener('seeked', resolve, { once: true });
				// The middle of the frame: its border may belong to either.
				video.currentTime = (index + 0.5) / FRAMES_PER_SECOND;
			});
			// On a busy machine a seek may end before its picture is decoded.
			while (video.readyState < video.HAVE_CURRENT_DATA)
				await new Promise((resolve) => setTimeout(resolve, 20));
			return createImageBitmap(video);
		}
	};
}

function ofStill(still: ImageBitmap): Film {
	return {
		seconds: 1 / FRAMES_PER_SECOND,
		indexAt: () => 0,
		frame: () => createImageBitmap(still)
	};
}
