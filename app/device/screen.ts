/**
 * The shared screen. A browser shares only on a press, so what was shared before the exam is held here while the app goes from
 * page to page; a reload ends it, as it ends everything that is shared.
 */
import { failureOf, type CaptureOutcome } from './capture.ts';

export type ScreenDevices = Pick<MediaDevices, 'getDisplayMedia'>;

/** Absent on phones, whatever the types say. */
export function screenDevices(): ScreenDevices | undefined {
	const devices: Partial<MediaDevices> | undefined = globalThis.navigator?.mediaDevices;
	return devices?.getDisplayMedia ? (devices as ScreenDevices) : undefined;
}

let held: MediaStreamTrack | null = null;

/** Null: nothing is shared now. */
export const sharedScreen = (): MediaStreamTrack | null =>
	held?.readyState === 'live' ? held : null;

/** Call it from a press. Without sound, and slow: it is looked at now and then. */
export async function shareScreen(devices = screenDevices()): Promise<CaptureOutcome> {
	if (!devices) return { outcome: 'refused', reason: 'not_supported' };
	try {
		const stream = await devices.getDisplayMedia({
			video: { displaySurface: 'monitor', frameRate: { ideal: 1, max: 5 } },
			audio: false
		});
		const [track] = stream.getVideoTracks();
		if (!track) return { outcome: 'refused', reason: 'device_missing' };
		held?.stop();
		held = track;
		return { outcome: 'granted', track, stream, stop: () => unshareScreen() };
	} catch (error) {
		return { outcome: 'refused', reason: failureOf(error) };
	}
}

export function unshareScreen(): void {
	held?.stop();
	held = null;
}

/** What is on the shared screen now; null where nothing is shared or no picture comes. Who asks closes the picture. */
export async function grabScreen(): Promise<ImageBitmap | null> {
	const track = sharedScreen();
	if (!track) return null;
	const video = document.createElement('video');
	video.muted = true;
	video.srcObject = new MediaStream([track]);
	try {
		await video.play();
		return await createImageBitmap(video);
	} catch (error) {
		console.warn('No picture of the shared screen.', error);
		return null;
	} finally {
		video.srcObject = null;
	}
}
