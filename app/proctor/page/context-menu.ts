/** The context menu was opened. Nothing is prevented: it holds the spelling checker, too. */
import { listening, type PageMonitor } from './monitor.ts';

export const watchContextMenu: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	on(page, 'contextmenu', () => told.moment('context_menu', 1));
	return stop;
};
