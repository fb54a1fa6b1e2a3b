/** Where a stretch of marks stands in the picture. */
import { NARROWEST_PX } from './clusters.ts';
import type { Band, Layout } from './layout.ts';
import type { Mark, Timeline } from './model.ts';
import type { Stretch } from './roving.ts';
import { xOf, type View } from './scale.ts';

export type Box = { x: number; y: number; width: number; height: number };

export const itemY = (band: Extract<Band, { kind: 'path' }>, item: number): number =>
	band.y + (item + 0.5) * band.rowHeight;

export function marksOf(timeline: Timeline, stretch: Stretch): readonly Mark[] {
	const row = timeline.rows.find(({ id }) => id === stretch.row);
	return row?.marks.slice(stretch.first, stretch.first + stretch.count) ?? [];
}

export function bandOf(layout: Layout, row: Stretch['row']): Band | null {
	for (const { bands } of layout.lanes)
		for (const band of bands)
			if (band.kind === 'marks' ? band.row === row : row === 'visits' && band.kind === 'path')
				return band;
	return null;
}

export function boxOf(
	timeline: Timeline,
	layout: Layout,
	view: View,
	width: number,
	stretch: Stretch
): Box | null {
	const band = bandOf(layout, stretch.row);
	const marks = marksOf(timeline, stretch);
	const first = marks[0];
	if (!band || !first) return null;
	const from = xOf(view, width, first.from);
	const to = xOf(view, width, Math.max(...marks.map((mark) => mark.to)));
	const wide = Math.max(NARROWEST_PX, to - from);
	const x = to - from < NARROWEST_PX ? (from + to) / 2 - NARROWEST_PX / 2 : from;
	if (band.kind !== 'path') return { x, y: band.y, width: wide, height: band.height };
	const items = marks.map(({ fact }) => (fact.kind === 'visit' ? fact.item : 0));
	const [top, bottom] = [Math.min(...items), Math.max(...items)];
	const half = Math.max(5, band.rowHeight / 2);
	return {
		x,
		y: itemY(band, top) - half,
		width: wide,
		height: itemY(band, bottom) - itemY(band, top) + 2 * half
	};
}

/** The visit at a moment whose row a pointer is near, if any. */
export function visitAt(timeline: Timeline, band: Band, at: number, y: number): Stretch | null {
	if (band.kind !== 'path') return null;
	const marks = timeline.rows.find(({ id }) => id === 'visits')?.marks ?? [];
	const first = marks.findLastIndex((mark) => mark.from <= at && mark.to >= at);
	const mark = marks[first];
	if (mark?.fact.kind !== 'visit') return null;
	const near = Math.abs(itemY(band, mark.fact.item) - y) <= Math.max(9, band.rowHeight);
	return near ? { row: 'visits', key: mark.key, first, count: 1 } : null;
}
