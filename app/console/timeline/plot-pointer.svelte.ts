/** The hand on the picture: hovering says what is there, a dragged mouse chooses what to enlarge, a dragged finger moves the view. */
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

type Grip = { id: number; x: number; touch: boolean; start: View; dragged: boolean };

export class PlotPointer {
	readonly #world: PlotWorld;
	#hover: Pointed | null = $state.raw(null);
	#brush: { from: number; to: number } | null = $state.raw(null);
	#grip: Grip | null = null;

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
		this.#grip = { id, x, touch, start: this.#world.view.view, dragged: false };
	}

	move(id: number, x: number, y: number): void {
		const grip = this.#grip;
		if (grip?.id !== id) {
			this.#hover = this.#world.point(x, y);
			return;
		}
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
		this.#brush = null;
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
