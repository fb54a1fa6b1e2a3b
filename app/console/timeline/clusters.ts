/** What of a row is drawn at one zoom: marks that would touch on the screen become one cluster, so drawing costs pixels, not entries. */
import type { Mark } from './model.ts';
import { xOf, type View } from './scale.ts';

/** Anything shorter is drawn this wide, so that it can be seen and hit. */
export const NARROWEST_PX = 4;

export type Cluster = {
	x: number;
	width: number;
	first: number;
	/** Marks first … first + count − 1 of the row. */
	count: number;
	/** Reaches to the end of the record without an end of its own. */
	open: boolean;
};

/** `marks` in order of `from`. Clusters out of view are left out; those that begin before it are cut a little outside. */
export function clustersOf(
	marks: readonly Mark[],
	view: View,
	width: number,
	gap = 1,
	narrowest = NARROWEST_PX
): Cluster[] {
	const clusters: Cluster[] = [];
	let last: Cluster | null = null;
	for (let index = 0; index < marks.length; index++) {
		const mark = marks[index];
		if (!mark || mark.to < view.from) continue;
		if (mark.from > view.to) break;
		const from = Math.max(-20, xOf(view, width, mark.from));
		const to = Math.min(width + 20, xOf(view, width, mark.to));
		const wide = Math.max(narrowest, to - from);
		const x = to - from < narrowest ? (from + to) / 2 - narrowest / 2 : from;
		if (last && x <= last.x + last.width + gap && mergeable(last, wide, narrowest)) {
			last.width = Math.max(last.width, x + wide - last.x);
			last.count = index - last.first + 1;
			last.open ||= mark.open;
		} else {
			last = { x, width: wide, first: index, count: 1, open: mark.open };
			clusters.push(last);
		}
	}
	return clusters;
}

/** Two marks that can each be seen stay two, even side by side. */
const mergeable = (last: Cluster, wide: number, narrowest: number): boolean =>
	last.count > 1 || last.width <= narrowest * 2 || wide <= narrowest * 2;

/** The cluster under a pointer, with a little help for small ones. */
export function clusterAt(clusters: readonly Cluster[], x: number, reach = 5): Cluster | null {
	let best: Cluster | null = null;
	let nearest = reach;
	for (const cluster of clusters) {
		const distance = Math.max(cluster.x - x, x - cluster.x - cluster.width, 0);
		if (distance <= nearest) {
			best = cluster;
			nearest = distance;
		}
	}
	return best;
}
