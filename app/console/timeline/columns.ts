/** Columns to SVG paths, at most a few points a pixel however much was recorded. */
import type { Answers, Backlog, Readings } from './model.ts';
import { xOf, type View } from './scale.ts';

const round = (value: number): number => Math.round(value * 10) / 10;

/** Index of the first value that is at least `at`. */
export function firstFrom(values: Float64Array, at: number): number {
	let low = 0;
	let high = values.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((values[middle] ?? 0) < at) low = middle + 1;
		else high = middle;
	}
	return low;
}

export type Run = { item: number; x: number; width: number; count: number };

/** Responses as pills: those to one item that would touch on the screen become one pill. A single one is a dot. */
export function answerRuns(answers: Answers, view: View, width: number, dot = 5): Run[] {
	const runs: Run[] = [];
	const latest = new Map<number, Run>();
	const end = firstFrom(answers.at, view.to + 1);
	for (let index = firstFrom(answers.at, view.from); index < end; index++) {
		const item = answers.item[index] ?? 0;
		const x = xOf(view, width, answers.at[index] ?? 0) - dot / 2;
		const last = latest.get(item);
		if (last && x <= last.x + last.width + 1) {
			last.width = Math.max(last.width, x + dot - last.x);
			last.count++;
		} else {
			const run = { item, x, width: dot, count: 1 };
			latest.set(item, run);
			runs.push(run);
		}
	}
	return runs;
}

/** Rounded boxes as one path. */
export function boxes(
	shapes: readonly { x: number; y: number; width: number; height: number }[],
	radius: number
): string {
	let path = '';
	for (const { x, y, width, height } of shapes) {
		const r = Math.min(radius, width / 2, height / 2);
		const across = round(width - 2 * r);
		const down = round(height - 2 * r);
		path +=
			`M${round(x + r)} ${round(y)}h${across}a${r} ${r} 0 0 1 ${r} ${r}v${down}` +
			`a${r} ${r} 0 0 1 ${-r} ${r}h${-across}a${r} ${r} 0 0 1 ${-r} ${-r}v${-down}a${r} ${r} 0 0 1 ${r} ${-r}z`;
	}
	return path;
}

/** A handful on their way is no backlog: the scale reaches at least this far, so that it looks like one only when it is. */
const LEAST_SCALE = 25;

/** The most waiting at each pixel, as a closed area that stands on `height`. Empty when nothing ever waited. */
export function backlogArea(backlog: Backlog, view: View, width: number, height: number): string {
	if (backlog.most === 0) return '';
	const { every, waiting } = backlog;
	const most = Math.max(LEAST_SCALE, backlog.most);
	const first = Math.max(0, Math.floor(view.from / every));
	const last = Math.min(waiting.length - 1, Math.ceil(view.to / every));
	const perPixel = Math.max(1, Math.floor((last - first + 1) / Math.max(1, width)));
	let path = '';
	let lastX = 0;
	for (let index = first; index <= last; index += perPixel) {
		let peak = 0;
		for (let inner = index; inner < Math.min(index + perPixel, waiting.length); inner++)
			peak = Math.max(peak, waiting[inner] ?? 0);
		const y = round(height - (peak / most) * height);
		const x = round(xOf(view, width, index * every));
		lastX = round(xOf(view, width, Math.min(waiting.length, index + perPixel) * every));
		path += path ? `L${x} ${y}H${lastX}` : `M${x} ${height}V${y}H${lastX}`;
	}
	return path ? `${path}L${lastX} ${height}Z` : '';
}

/** How a column of shares or levels is drawn: as a band whose half height is the value, gaps where nothing is known. */
export function readingBand(
	readings: Readings,
	value: (index: number) => number,
	view: View,
	width: number,
	height: number
): string {
	const middle = height / 2;
	const shapes: { x: number; y: number; width: number; height: number }[] = [];
	let lastEnd = Number.NEGATIVE_INFINITY;
	for (let index = 0; index < readings.from.length; index++) {
		const from = readings.from[index] ?? 0;
		const to = readings.to[index] ?? 0;
		const share = value(index);
		if (to < view.from || Number.isNaN(share)) continue;
		if (from > view.to) break;
		const x = Math.max(-5, xOf(view, width, from));
		const end = Math.min(width + 5, xOf(view, width, to));
		const half = Math.max(0.5, Math.min(1, Math.max(0, share)) * middle);
		const previous = shapes.at(-1);
		if (previous && end - lastEnd < 1 && x - lastEnd < 1) {
			const taller = Math.max(previous.height / 2, half);
			previous.y = middle - taller;
			previous.height = taller * 2;
			continue;
		}
		shapes.push({ x, y: middle - half, width: Math.max(1, end - x), height: half * 2 });
		lastEnd = end;
	}
	return boxes(shapes, 0);
}
