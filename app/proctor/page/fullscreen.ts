/** The exam is not in full screen. */
import { listening, type PageMonitor } from './monitor.ts';

export const watchFullscreen: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	// Phones without full screen cannot leave it.
	if (!page.fullscreenEnabled) return stop;
	const sized = () => told.fact('fullscreen_left', page.fullscreenElement === null);
	on(page, 'fullscreenchange', sized);
	sized();
	return stop;
};
