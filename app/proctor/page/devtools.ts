/**
 * Signs of the browser's developer tools: their keys, and a window that lost a large part of itself to something of the
 * browser's own. In a window of their own they cannot be seen, and a sidebar looks like them: signs, no proof.
 */
import { listening, type PageMonitor } from './monitor.ts';

/** A browser's own bars are lower than this; its sidebars may not be. Pixels of the page. */
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

interface Size {
	width: number;
	height: number;
}
export interface WindowShape {
	outer: Size;
	inner: Size;
	/** Zoom changes it, and so does another screen. */
	density: number;
}

const isSameWindow = (one: WindowShape, other: WindowShape) =>
	one.outer.width === other.outer.width &&
	one.outer.height === other.outer.height &&
	one.density === other.density;

/**
 * Whether the page has lost a large part in one direction, while its window and the zoom stayed as they were: only against its
 * own size before can that be said. What was there from the start is not seen. Pure.
 */
export function createDocking(): (now: WindowShape) => boolean {
	let before: WindowShape | null = null;
	return (now) => {
		if (!before || !isSameWindow(before, now)) {
			before = now;
			return false;
		}
		const { width, height } = before.inner;
		// What was there and went leaves a larger page to compare with.
		const inner = {
			width: Math.max(width, now.inner.width),
			height: Math.max(height, now.inner.height)
		};
		before = { ...now, inner };
		const across = inner.width - now.inner.width;
		const down = inner.height - now.inner.height;
		return across > DOCKED_PIXELS !== down > DOCKED_PIXELS;
	};
}

export const watchDevtools: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const view = page.defaultView;
	if (!view) return stop;
	const isDocked = createDocking();
	let pressed: ReturnType<typeof setTimeout> | undefined;
	const tell = () => {
		// What a finger types with takes its part of the page, and not of the window.
		const sized = !view.matchMedia('(pointer: coarse)').matches;
		const lost = isDocked({
			outer: { width: view.outerWidth, height: view.outerHeight },
			inner: { width: view.innerWidth, height: view.innerHeight },
			density: view.devicePixelRatio
		});
		const docked = sized && lost;
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
