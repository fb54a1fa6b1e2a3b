import { keepStraight } from '#app/device/straight-ahead.ts';
import type { TryWorld } from '#app/preflight/device-try.svelte.ts';
import { openPicture } from '#app/preflight/open-picture.ts';
import { browserWorld } from '#app/proctor/world.ts';

/** The try-out before the exam sees through the very same models as the exam does. */
export function tryWorld(attempt: string): TryWorld {
	const world = browserWorld();
	return {
		analyseFaces: (options) => world.analyseFaces(options),
		analyseVoice: (options) => world.analyseVoice(options),
		analyseHead: (options) => world.analyseHead(options),
		openPicture,
		now: () => world.now(),
		every: (ms, call) => world.every(ms, call),
		keep: (straight, track) => {
			const { id } = world.sourceOf(track);
			keepStraight(attempt, id === '' ? straight : { ...straight, camera: id }, localStorage);
		}
	};
}
