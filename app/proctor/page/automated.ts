/** The browser itself says that a program steers it. */
import type { PageMonitor } from './monitor.ts';

export const watchAutomated: PageMonitor = (page, told) => {
	if (page.defaultView?.navigator.webdriver === true)
		told.fact('automated', true, { peak: 1, reason: 'webdriver' });
	return () => undefined;
};
