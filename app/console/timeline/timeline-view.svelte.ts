import { panned, within, zoomed, type View } from './scale.ts';

export type ViewWorld = {
	/** Runs before the next paint with the time; the answer cancels. */
	frame(run: (now: number) => void): () => void;
	now(): number;
	/** The person asked for less motion. */
	still(): boolean;
};

const GLIDE_MS = 180;

/** Which part of the attempt is in view. While the attempt goes on, a whole view stays whole and any other stays put. */
export class TimelineView {
	readonly #world: ViewWorld;
	#length = $state(1);
	#view: View = $state.raw({ from: 0, to: 1 });
	#whole = $state(true);
	#cancel: () => void = () => undefined;

	constructor(world: ViewWorld) {
		this.#world = world;
	}

	get view(): View {
		return this.#view;
	}
	get length(): number {
		return this.#length;
	}
	get whole(): boolean {
		return this.#whole;
	}

	grow(length: number): void {
		this.#length = Math.max(1, length);
		this.#cancel();
		this.#view = this.#whole ? { from: 0, to: this.#length } : within(this.#view, this.#length);
	}

	/** At once, for what follows a hand. */
	set(view: View): void {
		this.#cancel();
		this.#put(within(view, this.#length));
	}

	pan(by: number): void {
		this.set(panned(this.#view, by, this.#length));
	}

	zoom(factor: number, anchor: number): void {
		this.set(zoomed(this.#view, factor, anchor, this.#length));
	}

	/** With a short glide, for what jumps: the eye keeps its place. */
	glide(to: View): void {
		this.#cancel();
		const target = within(to, this.#length);
		if (this.#world.still()) {
			this.#put(target);
			return;
		}
		const start = this.#view;
		const began = this.#world.now();
		const step = (now: number) => {
			const share = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
			const eased = 1 - (1 - share) ** 3;
			this.#put({
				from: start.from + (target.from - start.from) * eased,
				to: start.to + (target.to - start.to) * eased
			});
			if (share < 1) this.#cancel = this.#world.frame(step);
		};
		this.#cancel = this.#world.frame(step);
	}

	glideZoom(factor: number): void {
		const { from, to } = this.#view;
		this.glide(zoomed(this.#view, factor, (from + to) / 2, this.#length));
	}

	showWhole(): void {
		this.glide({ from: 0, to: this.#length });
	}

	#put(view: View): void {
		this.#view = view;
		this.#whole = view.to - view.from >= this.#length - 1;
	}
}
