import { TimelineView } from './timeline-view.svelte.ts';

export const browserView = (): TimelineView =>
	new TimelineView({
		frame(run) {
			const frame = requestAnimationFrame(run);
			return () => cancelAnimationFrame(frame);
		},
		now: () => performance.now(),
		still: () => matchMedia('(prefers-reduced-motion: reduce)').matches
	});
