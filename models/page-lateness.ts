/** Tells when the page's main thread was held up for longer than a person notices, as far as the browser measures it. */

interface AnimationFrameEntry extends PerformanceEntry {
	readonly blockingDuration: number;
}

/** A late frame without one long task in it still feels slow from here on. */
const LATE_FRAME_MS = 100;

export function observeLateness(onLate: (at: number, ms: number) => void): { stop(): void } {
	const known = globalThis.PerformanceObserver?.supportedEntryTypes ?? [];
	const type = ['long-animation-frame', 'longtask'].find((each) => known.includes(each));
	if (!type) return { stop: () => undefined };
	const observer = new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			const blocked = (entry as Partial<AnimationFrameEntry>).blockingDuration;
			if (blocked === undefined || blocked > 0 || entry.duration >= LATE_FRAME_MS)
				onLate(entry.startTime + entry.duration, entry.duration);
		}
	});
	observer.observe({ type });
	return { stop: () => observer.disconnect() };
}
