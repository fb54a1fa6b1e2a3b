/**
 * Signs of the browser's developer tools: their keys, and a window that lost a large part of itself to something of the
 * browser's own. In a window of their own they cannot be seen, and a sidebar looks like them: signs, no proof.
 */
import { listening, type PageMonitor } from './monitor.ts';

/** A browser's own bars are lower than this; its sidebars may not be. Pixels at a zoom of 1. */
const DOCKED_PIXELS = 250;
/** A key that was pressed is a sign for so long. */
const PRESSED_MS = 10_000;

interface Pressed {
	key: string;
	ctrlKey: boolean;
	metaKey: boolean;
	shiftKey: boolean;
	altKey: boolean;
}

/** F12, Ctrl+Shift+I, J, C, and ⌥⌘ with the same. Pure. */
export function opensDevtools({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): boolean {
	if (key === 'F12') return true;
	return ((ctrlKey && shiftKey) || (metaKey && altKey)) && /^[ijcˆç]$/i.test(key);
}

/** Zoom makes the inside smaller without anything being there; it does so alike in both directions. Pure. */
export function isDocked(
	outer: { width: number; height: number },
	inner: { width: number; height: number },
	zoom: number
): boolean {
	const across = outer.width - inner.width * zoom;
	const down = outer.height - inner.height * zoom;
	return across > DOCKED_PIXELS !== down > DOCKED_PIXELS;
}

export const watchDevtools: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const view = page.defaultView;
	if (!view) return stop;
	const density = view.devicePixelRatio;
	let pressed: ReturnType<typeof setTimeout> | undefined;
	const tell = () => {
		// What a finger types with takes its part of the page, and not of the window.
		const sized = !view.matchMedia('(pointer: coarse)').matches;
		const docked =
			sized &&
			isDocked(
				{ width: view.outerWidth, height: view.outerHeight },
				{ width: view.innerWidth, height: view.innerHeight },
				view.devicePixelRatio / density
			);
		const reason = docked ? 'docked' : 'shortcut';
		told.fact('devtools', docked || pressed !== undefined, { peak: 1, reason });
	};
	on(page, 'keydown', (event) => {
		if (!(event instanceof KeyboardEvent) || !opensDevtools(event)) return;
		clearTimeout(pressed);
		pressed = setTimeout(() => {
			pressed = undefined;
			tell();
		}, PRESSED_MS);
		tell();
	});
	on(view, 'resize', tell);
	tell();
	return () => {
		clearTimeout(pressed);
		stop();
	};
};
