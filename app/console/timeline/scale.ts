/** The part of the attempt that is in view, and its way to pixels and back. Time runs from left to right in every language. */
export type View = { from: number; to: number };

/** Nothing is recorded more finely than this is worth looking at. */
export const SHORTEST_VIEW_MS = 4000;

export const xOf = (view: View, width: number, at: number): number =>
	((at - view.from) / (view.to - view.from)) * width;

export const timeAt = (view: View, width: number, x: number): number =>
	view.from + (x / Math.max(1, width)) * (view.to - view.from);

/** The same span moved into [0, length]; a longer one becomes the whole. */
export function within(view: View, length: number): View {
	const span = Math.min(Math.max(view.to - view.from, Math.min(SHORTEST_VIEW_MS, length)), length);
	const from = Math.min(Math.max(0, view.from), length - span);
	return { from, to: from + span };
}

/** `factor` below 1 shows less and larger; the moment `anchor` stays where it is on the screen. */
export function zoomed(view: View, factor: number, anchor: number, length: number): View {
	const span = Math.min(
		Math.max((view.to - view.from) * factor, Math.min(SHORTEST_VIEW_MS, length)),
		length
	);
	const share = (anchor - view.from) / (view.to - view.from);
	return within({ from: anchor - share * span, to: anchor + (1 - share) * span }, length);
}

export const panned = (view: View, by: number, length: number): View =>
	within({ from: view.from + by, to: view.to + by }, length);

/** Shows `from`–`to` with air on both sides, never closer than a person can place it. */
export function around(from: number, to: number, length: number): View {
	const span = Math.max((to - from) * 1.6, 20_000);
	const middle = (from + to) / 2;
	return within({ from: middle - span / 2, to: middle + span / 2 }, length);
}

/** Moves the view by as little as brings `from`–`to` into it. */
export function revealing(view: View, from: number, to: number, length: number): View {
	const span = view.to - view.from;
	const air = span * 0.04;
	if (to - from > span - 2 * air) return around(from, to, length);
	if (from < view.from + air) return panned(view, from - air - view.from, length);
	if (to > view.to - air) return panned(view, to + air - view.to, length);
	return view;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const steps = [
	...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
	...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
	...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR)
];

export type Ticks = { step: number; at: readonly number[] };

/** Round moments since `zero`, at least `apart` pixels from each other; moments run from the view's first to its last. */
export function ticksOf(view: View, width: number, apart: number, zero = 0): Ticks {
	const atLeast = ((view.to - view.from) / Math.max(1, width)) * apart;
	const step = steps.find((candidate) => candidate >= atLeast) ?? 24 * HOUR;
	const first = Math.ceil((view.from + zero) / step) * step - zero;
	const at: number[] = [];
	for (let tick = first; tick <= view.to; tick += step) at.push(tick);
	return { step, at };
}
