/**
 * Dragging with mouse, pen or finger, on top of what the same part does when it is pressed. Nothing is changed before it is let go, and
 * Escape calls it off. What is dragged follows the pointer by a style set through the CSSOM, which the content security policy allows.
 */
import type { Attachment } from 'svelte/attachments';

export interface Drag {
	/** Whether this press may become a drag; else any may. */
	from?: (event: PointerEvent) => boolean;
	/** Where the pointer is, in the window. */
	over: (x: number, y: number) => void;
	drop: (x: number, y: number) => void;
	/** After a drop, and when it was called off. */
	end: () => void;
}

/** A press that shakes less is a press. */
const SLACK = 6;
/** This near to the window's edge the page scrolls along. */
const EDGE = 96;
const SCROLL_STEP = 9;

export function draggable(drag: Drag): Attachment<HTMLElement> {
	return (element) => {
		let stop: (() => void) | null = null;
		const down = (event: PointerEvent) => {
			if (stop || event.button !== 0 || !event.isPrimary || drag.from?.(event) === false) return;
			stop = follow(element, event, drag, () => (stop = null));
		};
		const no = (event: Event) => event.preventDefault();
		element.addEventListener('pointerdown', down);
		// A picture in it would be dragged by the browser.
		element.addEventListener('dragstart', no);
		return () => {
			stop?.();
			element.removeEventListener('pointerdown', down);
			element.removeEventListener('dragstart', no);
		};
	};
}

function follow(
	element: HTMLElement,
	first: PointerEvent,
	drag: Drag,
	ended: () => void
): () => void {
	const listening = new AbortController();
	const { signal } = listening;
	const start = { x: first.clientX, y: first.clientY + scrollY };
	let at = { x: first.clientX, y: first.clientY };
	let frame = 0;
	let dragging = false;

	const show = () => {
		element.style.setProperty('translate', `${at.x - start.x}px ${at.y + scrollY - start.y}px`);
		drag.over(at.x, at.y);
	};
	const scroll = () => {
		const step = at.y < EDGE ? -SCROLL_STEP : at.y > innerHeight - EDGE ? SCROLL_STEP : 0;
		const before = scrollY;
		if (step !== 0) scrollBy({ top: step, behavior: 'instant' });
		if (scrollY !== before) show();
		frame = requestAnimationFrame(scroll);
	};
	const stop = () => {
		listening.abort();
		cancelAnimationFrame(frame);
		ended();
		if (!dragging) return;
		element.style.removeProperty('translate');
		delete element.dataset['dragging'];
		drag.end();
		swallowClick();
	};
	const move = (event: PointerEvent) => {
		if (event.pointerId !== first.pointerId) return;
		at = { x: event.clientX, y: event.clientY };
		if (!dragging) {
			if (Math.hypot(at.x - start.x, at.y + scrollY - start.y) < SLACK) return;
			dragging = true;
			element.dataset['dragging'] = '';
			frame = requestAnimationFrame(scroll);
		}
		show();
	};
	const up = (event: PointerEvent) => {
		if (event.pointerId !== first.pointerId) return;
		const dropped = dragging;
		stop();
		if (dropped) drag.drop(event.clientX, event.clientY);
	};
	const key = (event: KeyboardEvent) => {
		if (!dragging || event.key !== 'Escape') return;
		event.preventDefault();
		stop();
	};
	addEventListener('pointermove', move, { signal });
	addEventListener('pointerup', up, { signal });
	addEventListener('pointercancel', stop, { signal });
	addEventListener('keydown', key, { signal, capture: true });
	document.addEventListener('selectstart', (event) => event.preventDefault(), { signal });
	return stop;
}

/** Letting go after a drag is no press of whatever is there. */
function swallowClick(): void {
	const swallow = (event: Event) => {
		event.stopImmediatePropagation();
		event.preventDefault();
	};
	addEventListener('click', swallow, { capture: true, once: true });
	setTimeout(() => removeEventListener('click', swallow, { capture: true }), 50);
}

/** The place at a point of the window, by its `data-place`; null: none there. */
export function placeAt(x: number, y: number): string | null {
	const found = document
		.elementsFromPoint(x, y)
		.find(
			(element): element is HTMLElement =>
				element instanceof HTMLElement && element.dataset['place'] !== undefined
		);
	return found?.dataset['place'] ?? null;
}
