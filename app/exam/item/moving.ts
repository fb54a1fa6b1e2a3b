/** What is seen: the recorded order, or the one first shown where none is recorded or it is of other options. */
export function orderSeen(recorded: readonly string[], shown: readonly string[]): string[] {
	const known = new Set(recorded);
	const whole =
		recorded.length === shown.length &&
		known.size === shown.length &&
		shown.every((id) => known.has(id));
	return [...(whole ? recorded : shown)];
}

/** The order with the option at `from` taken out and put in again at `to`; the same order where there is no such place. */
export function moved(order: readonly string[], from: number, to: number): string[] {
	const next = [...order];
	if (from < 0 || from >= order.length || to < 0 || to >= order.length) return next;
	next.splice(to, 0, ...next.splice(from, 1));
	return next;
}

/** Where an option let go of at `y` goes, among rows with these middles from top to bottom, its own included. */
export function landing(middles: readonly number[], from: number, y: number): number {
	return middles.filter((middle, index) => index !== from && middle < y).length;
}
