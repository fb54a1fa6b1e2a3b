/** What a pointer in the picture is over. */
import { clusterAt, clustersOf } from './clusters.ts';
import { visitAt } from './geometry.ts';
import { bandAt, type Layout } from './layout.ts';
import type { Timeline } from './model.ts';
import type { Stretch } from './roving.ts';
import { timeAt, type View } from './scale.ts';

export type Pointed = { x: number; y: number; at: number; stretch: Stretch | null };

/** `y` from the top of the lanes. */
export function pointedAt(
	timeline: Timeline,
	layout: Layout,
	view: View,
	width: number,
	x: number,
	y: number
): Pointed {
	const at = Math.min(timeline.length, Math.max(0, timeAt(view, width, x)));
	const band = bandAt(layout, y);
	if (band?.kind === 'path') return { x, y, at, stretch: visitAt(timeline, band, at, y) };
	if (band?.kind !== 'marks') return { x, y, at, stretch: null };
	const row = timeline.rows.find(({ id }) => id === band.row);
	if (!row) return { x, y, at, stretch: null };
	const cluster = clusterAt(clustersOf(row.marks, view, width), x);
	const mark = cluster && row.marks[cluster.first];
	return {
		x,
		y,
		at,
		stretch: mark
			? { row: row.id, key: mark.key, first: cluster.first, count: cluster.count }
			: null
	};
}
