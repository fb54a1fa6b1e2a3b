/** Printing was asked for. */
import { listening, type PageMonitor } from './monitor.ts';

export const watchPrint: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	on(page.defaultView, 'beforeprint', () => told.moment('print', 1));
	return stop;
};
