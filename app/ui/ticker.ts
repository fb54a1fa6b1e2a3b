import { createSubscriber } from 'svelte/reactivity';

/** The time, read anew every so often while something on the page shows it. */
export function ticker(everyMs: number, now: () => number = Date.now): { readonly now: number } {
	const subscribe = createSubscriber((update) => {
		const timer = setInterval(update, everyMs);
		return () => clearInterval(timer);
	});
	return {
		get now() {
			subscribe();
			return now();
		}
	};
}
