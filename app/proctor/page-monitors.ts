/**
 * What the page itself can tell: hidden, out of focus, out of full screen, and that something was copied, cut or pasted and
 * how long it was. Never what.
 */
import type { FactCheck, MomentCheck } from './judge.ts';

export interface PageMonitorDeps {
	page: Document;
	fullscreen: boolean;
	onFact: (check: FactCheck, holds: boolean) => void;
	onMoment: (check: MomentCheck, characters: number) => void;
}

function selectedLength(page: Document): number {
	const field = page.activeElement;
	if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)
		return (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
	return page.getSelection()?.toString().length ?? 0;
}

/** Returns what stops it. */
export function startPageMonitors({
	page,
	fullscreen,
	onFact,
	onMoment
}: PageMonitorDeps): () => void {
	const view = page.defaultView;
	const aborted = new AbortController();
	const on = (target: EventTarget | null, type: string, listener: (event: Event) => void) =>
		target?.addEventListener(type, listener, { capture: true, signal: aborted.signal });

	const looked = () => {
		const hidden = page.visibilityState === 'hidden';
		onFact('page_hidden', hidden);
		// A hidden page has no focus either; that is one fact, not two.
		onFact('focus_lost', !hidden && !page.hasFocus());
	};
	const sized = () => onFact('fullscreen_left', page.fullscreenElement === null);

	on(page, 'visibilitychange', looked);
	on(view, 'focus', looked);
	on(view, 'blur', looked);
	on(page, 'copy', () => onMoment('copy', selectedLength(page)));
	on(page, 'cut', () => onMoment('cut', selectedLength(page)));
	on(page, 'paste', (event) =>
		onMoment('paste', (event as ClipboardEvent).clipboardData?.getData('text/plain').length ?? 0)
	);
	looked();
	// Phones without full screen cannot leave it.
	if (fullscreen && page.fullscreenEnabled) {
		on(page, 'fullscreenchange', sized);
		sized();
	}
	return () => aborted.abort();
}
