/** Where the keyboard's focus goes in the picture: along a row from cluster to cluster, between rows to what is nearest in time. */
import { clustersOf } from './clusters.ts';
import type { Row, RowId } from './model.ts';
import type { View } from './scale.ts';

/** `key` is the mark's own, so that the same thing stays focused when the picture is zoomed or read again. */
export type Stop = { row: RowId; key: string };
/** The marks that one stop stands for at this zoom. */
export type Stretch = { row: RowId; key: string; first: number; count: number };

export type Step = 'earlier' | 'later' | 'above' | 'below' | 'first' | 'last';
type Zoom = { view: View; width: number; length: number };

const everywhere = ({ view, width, length }: Zoom) => ({
	view: { from: 0, to: length },
	width: (width * length) / (view.to - view.from)
});

export function stretchesOf(row: Row, zoom: Zoom): Stretch[] {
	const { view, width } = everywhere(zoom);
	return clustersOf(row.marks, view, width).flatMap(({ first, count }) => {
		const mark = row.marks[first];
		return mark ? [{ row: row.id, key: mark.key, first, count }] : [];
	});
}

/** The stretch that holds the stop's mark; when that mark is gone, the first stretch of all. */
export function stretchAt(rows: readonly Row[], stop: Stop | null, zoom: Zoom): Stretch | null {
	const filled = rows.filter(({ marks }) => marks.length > 0);
	const row = filled.find(({ id }) => id === stop?.row) ?? filled[0];
	if (!row) return null;
	const index = row.marks.findIndex(({ key }) => key === stop?.key);
	const stretches = stretchesOf(row, zoom);
	return (
		stretches.find(({ first, count }) => index >= first && index < first + count) ??
		stretches[0] ??
		null
	);
}

export function stepFrom(
	rows: readonly Row[],
	stop: Stop | null,
	step: Step,
	zoom: Zoom
): Stretch | null {
	const now = stretchAt(rows, stop, zoom);
	if (!now) return null;
	const filled = rows.filter(({ marks }) => marks.length > 0);
	const rowIndex = filled.findIndex(({ id }) => id === now.row);
	const row = filled[rowIndex];
	if (!row) return null;
	const stretches = stretchesOf(row, zoom);
	const index = stretches.findIndex(({ first }) => first === now.first);
	switch (step) {
		case 'earlier':
			return stretches[index - 1] ?? now;
		case 'later':
			return stretches[index + 1] ?? now;
		case 'first':
			return stretches[0] ?? now;
		case 'last':
			return stretches.at(-1) ?? now;
		default: {
			const next = filled[rowIndex + (step === 'above' ? -1 : 1)];
			return next ? nearest(next, row.marks[now.first]?.from ?? 0, zoom) : now;
		}
	}
}

function nearest(row: Row, at: number, zoom: Zoom): Stretch | null {
	const away = (stretch: Stretch) => Math.abs((row.marks[stretch.first]?.from ?? 0) - at);
	return stretchesOf(row, zoom).reduce<Stretch | null>(
		(best, stretch) => (best && away(best) <= away(stretch) ? best : stretch),
		null
	);
}
