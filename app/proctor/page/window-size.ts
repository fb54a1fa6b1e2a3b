/** The window is small, or shares the screen with another. Where a finger points, nobody chose the window's size. */
import { listening, type PageMonitor } from './monitor.ts';

/** Of the screen's area. */
const SMALL_SHARE = 0.5;
/** As high, or as wide, as the screen from here on… */
const FULL_SHARE = 0.9;
/** …and with room beside it for another. */
const ROOM_SHARE = 0.8;

export interface Sizes {
	window: { width: number; height: number };
	/** Without what the system keeps for itself. */
	screen: { width: number; height: number };
}

/** null: the window has the screen to itself. `peak`: its share of the screen. Pure. */
export function windowSaid({ window, screen }: Sizes): { peak: number; reason: string } | null {
	const across = Math.min(1, window.width / screen.width);
	const down = Math.min(1, window.height / screen.height);
	const peak = Math.round(across * down * 1000) / 1000;
	if (!Number.isFinite(peak) || peak <= 0) return null;
	const beside =
		(down >= FULL_SHARE && across <= ROOM_SHARE) || (across >= FULL_SHARE && down <= ROOM_SHARE);
	if (beside) return { peak, reason: 'split' };
	return peak < SMALL_SHARE ? { peak, reason: 'small' } : null;
}

export const watchWindowSize: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const view = page.defaultView;
	const sized = () => {
		if (!view || view.matchMedia('(pointer: coarse)').matches) return;
		const said = windowSaid({
			window: { width: view.outerWidth, height: view.outerHeight },
			screen: { width: view.screen.availWidth, height: view.screen.availHeight }
		});
		told.fact('window_small', said !== null, said ?? {});
	};
	on(view, 'resize', sized);
	sized();
	return stop;
};
