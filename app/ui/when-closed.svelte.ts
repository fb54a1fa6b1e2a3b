import { untrack } from 'svelte';

/**
 * Tells once each time that what was open is not any more, whoever closed it: a button, Escape, or the page's own state. Not when
 * the page takes the whole of it away, which is no closing.
 */
export function whenClosed(isOpen: () => boolean, closed: () => void): void {
	let wasOpen = false;
	$effect(() => {
		const is = isOpen();
		if (wasOpen && !is) untrack(closed);
		wasOpen = is;
	});
}
