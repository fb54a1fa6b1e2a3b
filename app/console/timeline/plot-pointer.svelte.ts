/**
 * The hand on the picture: hovering says what is there, a dragged mouse chooses what to enlarge, a dragged finger moves
 * the view, two fingers stretch it.
 */
import type { Pointed } from './pointing.ts';
import { timeAt, type View } from './scale.ts';
import type { TimelineView } from './timeline-view.svelte.ts';

/** Less is a press that trembled. */
const DRAG_PX = 5;

export type PlotWorld = {
	view: TimelineView;
	width(): number;
	point(x: number, y: number): Pointed;
	press(pointed: Pointed): void;
};

type Grip = { id: number; x: number; lastX: number; touch: boolean; start: View; dragged: boolean };
/** Two fingers, each on a moment that stays under it. */
type Pinch = { ids: [number, number]; x: [number, number]; at: [number, number] };
/** Fingers nearer than this say nothing about a scale. */
const PINCH_PX = 24;

export class PlotPointer {
	readonly #world: PlotWorld;
	#hover: Pointed | null = $state.raw(null);
	#brush: { from: number; to: number } | null = $state.raw(null);
	#grip: Grip | null = null;
	#pinch: Pinch | null = null;

	constructor(world: PlotWorld) {
		this.#world = world;
	}

	get hover(): Pointed | null {
		return this.#hover;
	}
	/** The stretch being chosen, in pixels. */
	get brush(): { from: number; to: number } | null {
		return this.#brush;
	}

	down(id: number, x: number, touch: boolean): void {
		const first = this.#grip;
		if (touch && first && first.id !== id) {
			const { view } = this.#world.view;
			const width = this.#world.width();
			const other = first.lastX;
			this.#pinch = {
				ids: [first.id, id],
				x: [other, x],
				at: [timeAt(view, width, other), timeAt(view, width, x)]
			};
			first.dragged = true;
			return;
		}
		this.#grip = { id, x, lastX: x, touch, start: this.#world.view.view, dragged: false };
	}

	move(id: number, x: number, y: number): void {
		if (this.#stretch(id, x)) return;
		const grip = this.#grip;
		if (grip?.id !== id) {
			this.#hover = this.#world.point(x, y);
			return;
		}
		grip.lastX = x;
		if (!grip.dragged && Math.abs(x - grip.x) < DRAG_PX) return;
		grip.dragged = true;
		this.#hover = null;
		if (grip.touch) {
			const perPixel = (grip.start.to - grip.start.from) / Math.max(1, this.#world.width());
			const by = (grip.x - x) * perPixel;
			this.#world.view.set({ from: grip.start.from + by, to: grip.start.to + by });
		} else this.#brush = { from: Math.min(grip.x, x), to: Math.max(grip.x, x) };
	}

	up(id: number, x: number, y: number): void {
		if (this.#pinch?.ids.includes(id)) {
			this.cancel();
			return;
		}
		const grip = this.#grip;
		if (grip?.id !== id) return;
		const brush = this.#brush;
		this.cancel();
		if (brush) {
			const { view } = this.#world.view;
			const width = this.#world.width();
			this.#world.view.glide({
				from: timeAt(view, width, brush.from),
				to: timeAt(view, width, brush.to)
			});
		} else if (!grip.dragged) {
			this.#hover = this.#world.point(x, y);
			this.#world.press(this.#hover);
		}
	}

	leave(): void {
		this.#hover = null;
	}

	cancel(): void {
		this.#grip = null;
		this.#pinch = null;
		this.#brush = null;
	}

	/** True while two fingers are down: the view follows both. */
	#stretch(id: number, x: number): boolean {
		const pinch = this.#pinch;
		if (!pinch) return false;
		if (pinch.ids[0] === id) pinch.x[0] = x;
		else if (pinch.ids[1] === id) pinch.x[1] = x;
		const apart = pinch.x[1] - pinch.x[0];
		if (Math.abs(apart) < PINCH_PX) return true;
		const perPixel = (pinch.at[1] - pinch.at[0]) / apart;
		if (perPixel <= 0) return true;
		const from = pinch.at[0] - pinch.x[0] * perPixel;
		this.#world.view.set({ from, to: from + this.#world.width() * perPixel });
		return true;
	}

	/** True when the wheel was ours: with a modifier or a pinch it zooms, sideways it moves, else the page scrolls. */
	wheel(x: number, deltaX: number, deltaY: number, zooms: boolean): boolean {
		const { view } = this.#world.view;
		const width = Math.max(1, this.#world.width());
		if (zooms) this.#world.view.zoom(Math.exp(deltaY * 0.0022), timeAt(view, width, x));
		else if (Math.abs(deltaX) > Math.abs(deltaY))
			this.#world.view.pan((deltaX / width) * (view.to - view.from));
		else return false;
		return true;
	}
}
