/** That text was copied, cut, pasted or dropped in, and how long it was. Never what it said. */
import { listening, type PageMonitor } from './monitor.ts';

function selectedLength(page: Document): number {
	const field = page.activeElement;
	if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)
		return (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
	return page.getSelection()?.toString().length ?? 0;
}

const lengthIn = (data: DataTransfer | null): number => data?.getData('text/plain').length ?? 0;

export const watchClipboard: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	/** What is moved within the page is rearranged, not brought in. */
	let own = false;
	on(page, 'copy', () => told.moment('copy', selectedLength(page)));
	on(page, 'cut', () => told.moment('cut', selectedLength(page)));
	on(page, 'paste', (event) =>
		told.moment('paste', lengthIn((event as ClipboardEvent).clipboardData))
	);
	on(page, 'dragstart', () => (own = true));
	on(page, 'dragend', () => (own = false));
	on(page, 'drop', (event) => {
		if (!own) told.moment('drop', lengthIn((event as DragEvent).dataTransfer));
		own = false;
	});
	return stop;
};
