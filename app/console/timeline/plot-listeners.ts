import type { Attachment } from 'svelte/attachments';
import type { PlotPointer } from './plot-pointer.svelte.ts';

/** Brings a hand's events on the picture to its PlotPointer. The keyboard has its own way: the focused mark is a button. */
export function plotListeners(pointer: PlotPointer, showWhole: () => void): Attachment<SVGElement> {
	return (plot) => {
		const leaving = new AbortController();
		const { signal } = leaving;
		const place = (event: MouseEvent) => {
			const box = plot.getBoundingClientRect();
			return [event.clientX - box.left, event.clientY - box.top] as const;
		};
		plot.addEventListener(
			'pointerdown',
			(event) => {
				if (event.button !== 0) return;
				plot.setPointerCapture(event.pointerId);
				pointer.down(event.pointerId, place(event)[0], event.pointerType !== 'mouse');
			},
			{ signal }
		);
		plot.addEventListener(
			'pointermove',
			(event) => pointer.move(event.pointerId, ...place(event)),
			{ signal }
		);
		plot.addEventListener('pointerup', (event) => pointer.up(event.pointerId, ...place(event)), {
			signal
		});
		plot.addEventListener('pointercancel', () => pointer.cancel(), { signal });
		plot.addEventListener('pointerleave', () => pointer.leave(), { signal });
		plot.addEventListener('dblclick', showWhole, { signal });
		plot.addEventListener(
			'wheel',
			(event) => {
				const zooms = event.ctrlKey || event.metaKey;
				if (pointer.wheel(place(event)[0], event.deltaX, event.deltaY, zooms))
					event.preventDefault();
			},
			{ signal, passive: false }
		);
		return () => leaving.abort();
	};
}
