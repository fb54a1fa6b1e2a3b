/**
 * Frames at a steady rate, one at a time: the next one is looked for only when the last has been handled, so a slow analysis
 * skips frames and never queues them. No timers: the camera's own frames drive it, which a hidden page gets too.
 */
import type { Frame, FrameSource } from './frame-source.ts';

export interface FramePump {
	stop(): void;
	/** Settles when the source has ended or the pump was stopped. */
	readonly ended: Promise<'stopped' | 'source_ended'>;
}

export function startFramePump(deps: {
	source: FrameSource;
	/** Frames a second, asked at each frame of the source; 0: none for now. */
	rate: () => number;
	/** Owns the frame. A rejection ends the pump and comes out of `ended`. */
	handle: (frame: Frame, at: number) => Promise<void>;
	now: () => number;
}): FramePump {
	const { source, rate, handle, now } = deps;
	let stopped = false;
	let due = now();

	const run = async (): Promise<'stopped' | 'source_ended'> => {
		for (;;) {
			// A camera's clock is coarse: a frame a little early is taken rather than the one after it.
			const frame = await source.next(() => rate() > 0 && now() >= due - 10);
			if (!frame || stopped) {
				frame?.close();
				return stopped ? 'stopped' : 'source_ended';
			}
			const at = now();
			const interval = 1000 / (rate() || 1);
			// Keeps the beat, but a missed beat is not made up for.
			due = Math.max(due + interval, at + interval / 2);
			await handle(frame, at);
		}
	};

	return {
		ended: run(),
		stop() {
			stopped = true;
			source.close();
		}
	};
}
