/** Whether a second screen is connected, where the browser says so without being allowed anything. */
import { listening, type PageMonitor } from './monitor.ts';

/** Not every browser has it: MDN, Screen.isExtended. */
type KnowingScreen = EventTarget & { readonly isExtended?: boolean };

export const watchSecondScreen: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	// TypeScript knows neither the property nor that a screen tells of changes.
	const screen = page.defaultView?.screen as unknown as KnowingScreen | undefined;
	if (screen?.isExtended === undefined) return stop;
	const looked = () => told.fact('second_screen', screen.isExtended === true);
	on(screen, 'change', looked);
	looked();
	return stop;
};
