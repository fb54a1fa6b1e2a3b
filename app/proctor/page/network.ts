/** The device says that it has no network. An exam goes on without one; that it did is a fact like another. */
import { listening, type PageMonitor } from './monitor.ts';

export const watchNetwork: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const view = page.defaultView;
	const looked = () => told.fact('network_gone', view?.navigator.onLine === false);
	on(view, 'online', looked);
	on(view, 'offline', looked);
	looked();
	return stop;
};
