import type { Note } from './question.ts';

export type Dragged = { group: string; isEndless: boolean };

/** Ours are one tray whose things are there once, or all as often as wanted. */
export function reuseOf(
	things: readonly Dragged[],
	placed: readonly number[],
	note: Note
): boolean {
	if (new Set(things.map(({ group }) => group)).size > 1) note({ code: 'groups_merged' });
	// With one place, once and often are the same.
	if (placed.length < 2) return false;
	const endless = things.filter(({ isEndless }) => isEndless).length;
	if (endless > 0 && endless < things.length)
		note({ code: 'type_approximated', detail: 'infinite' });
	return endless > 0 || new Set(placed).size < placed.length;
}
