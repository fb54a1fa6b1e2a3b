/** What was the case at one moment: the sentence under the picture while a pointer moves over it. */
import type { Mark, Timeline } from './model.ts';

export type Moment = {
	at: number;
	/** Place of the item on the screen; null: none, or the app was closed. */
	item: number | null;
	/** What lasted across this moment, observations first recorded first. */
	lasting: readonly Mark[];
	/** Entries the edge did not have yet. */
	waiting: number;
};

export function momentAt(timeline: Timeline, at: number): Moment {
	let item: number | null = null;
	const lasting: Mark[] = [];
	for (const row of timeline.rows)
		for (const mark of row.marks) {
			if (mark.from > at) break;
			if (mark.to < at || mark.from === mark.to) continue;
			if (mark.fact.kind === 'visit') item = mark.fact.item;
			else lasting.push(mark);
		}
	const { every, waiting } = timeline.backlog;
	return { at, item, lasting, waiting: waiting[Math.floor(at / every)] ?? 0 };
}
