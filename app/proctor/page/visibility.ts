/** The page is hidden, or another window has the focus. */
import { listening, type PageMonitor } from './monitor.ts';

export const watchVisibility: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const looked = () => {
		const hidden = page.visibilityState === 'hidden';
		told.fact('page_hidden', hidden);
		// A hidden page has no focus either; that is one fact, not two.
		told.fact('focus_lost', !hidden && !page.hasFocus());
	};
	on(page, 'visibilitychange', looked);
	on(page.defaultView, 'focus', looked);
	on(page.defaultView, 'blur', looked);
	looked();
	return stop;
};
