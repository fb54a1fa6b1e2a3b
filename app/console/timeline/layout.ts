/** Where each lane and each band in it stands. A band is one line of the picture; lanes without anything to show take no room. */
import { lanes, type Lane, type RowId, type Timeline } from './model.ts';

export type Band =
	| { kind: 'path'; y: number; height: number; rowHeight: number }
	| { kind: 'presence' | 'loudness' | 'backlog'; y: number; height: number }
	| { kind: 'marks'; row: RowId; y: number; height: number };

export type LaneBox = { lane: Lane; y: number; height: number; bands: readonly Band[] };
export type Layout = { height: number; lanes: readonly LaneBox[] };

export type Room = {
	/** Height of a label above each band where there is no gutter beside the plot. */
	label: number;
};

const LANE_AIR = 6;
const BAND = 18;
const SILHOUETTE = 24;
/** The path is as high as a hand can aim at, for few items and for many. */
const PATH = { least: 72, most: 200, item: 10 };

export const pathHeight = (items: number): number =>
	Math.min(PATH.most, Math.max(PATH.least, items * PATH.item));

const known = (values: Float32Array): boolean => values.some((value) => !Number.isNaN(value));

function bandsOf(lane: Lane, timeline: Timeline): { band: Band; height: number }[] {
	const bands: { band: Band; height: number }[] = [];
	const add = (band: Band) => bands.push({ band, height: band.height });
	if (lane === 'responses' && timeline.items > 0) {
		const height = pathHeight(timeline.items);
		add({ kind: 'path', y: 0, height, rowHeight: height / timeline.items });
	}
	if (lane === 'face' && known(timeline.readings.oneFace))
		add({ kind: 'presence', y: 0, height: BAND });
	if (lane === 'voice' && known(timeline.readings.loudness))
		add({ kind: 'loudness', y: 0, height: SILHOUETTE });
	if (lane === 'network' && timeline.entries > 0)
		add({ kind: 'backlog', y: 0, height: SILHOUETTE });
	for (const row of timeline.rows)
		if (row.lane === lane && row.id !== 'visits')
			add({ kind: 'marks', row: row.id, y: 0, height: BAND });
	return bands;
}

export function layoutOf(timeline: Timeline, room: Room): Layout {
	const boxes: LaneBox[] = [];
	let y = 0;
	for (const lane of lanes) {
		const found = bandsOf(lane, timeline);
		if (found.length === 0) continue;
		const top = y;
		y += LANE_AIR;
		const bands = found.map(({ band, height }): Band => {
			y += room.label;
			const placed = { ...band, y };
			y += height + 2;
			return placed;
		});
		y += LANE_AIR - 2;
		boxes.push({ lane, y: top, height: y - top, bands });
	}
	return { height: y, lanes: boxes };
}

/** The band a pointer is over; between two, the nearer. */
export function bandAt(layout: Layout, y: number): Band | null {
	const box = layout.lanes.find((lane) => y >= lane.y && y < lane.y + lane.height);
	if (!box) return null;
	const away = (band: Band) => Math.max(band.y - y, y - band.y - band.height, 0);
	return box.bands.reduce((best, band) => (away(band) < away(best) ? band : best));
}
