/** Pen strokes and notes on a picture: pure. Places are shares of its width and height, so that they stand wherever it is drawn. */
import {
	mostAnnotations,
	mostStrokeNumbers,
	strokeNumbers,
	type Annotation
} from '#sync/schema/marking.ts';

export type Stroke = Extract<Annotation, { kind: 'stroke' }>;
export type Note = Extract<Annotation, { kind: 'note' }>;

const NEAR = 0.004;
const MOST_NUMBERS = 3_000;
const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

export const ofFile = (all: readonly Annotation[], file: string): Annotation[] =>
	all.filter((one) => one.file === file);

/** The next point of a stroke; one as good as where the pen is adds nothing. */
export function drawTo(points: readonly number[], x: number, y: number): readonly number[] {
	const [lastX = -1, lastY = -1] = points.slice(-2);
	const far = Math.hypot(x - lastX, y - lastY) >= NEAR;
	if (!far || points.length >= MOST_NUMBERS) return points;
	return [...points, share(x), share(y)];
}

/** With one more; null: a mark takes no more of them. */
export function withOneMore(all: readonly Annotation[], one: Annotation): Annotation[] | null {
	const next = [...all, one];
	const fits = next.length <= mostAnnotations && strokeNumbers(next) <= mostStrokeNumbers;
	return fits ? next : null;
}

/** Whether a stroke that is about to begin still fits, however long it becomes. */
export const hasRoomToDraw = (all: readonly Annotation[]): boolean =>
	all.length < mostAnnotations && strokeNumbers(all) + MOST_NUMBERS <= mostStrokeNumbers;

/** Of a picture so wide and high, as the `points` of a polyline. */
export function polyline(points: readonly number[], width: number, height: number): string {
	const pairs: string[] = [];
	for (let at = 0; at + 1 < points.length; at += 2)
		pairs.push(`${(points[at] ?? 0) * width},${(points[at + 1] ?? 0) * height}`);
	// A dot is a line to itself: a polyline of one point draws nothing.
	if (pairs.length === 1) pairs.push(...pairs);
	return pairs.join(' ');
}

export const rows = ['top', 'middle', 'bottom'] as const;
export const columns = ['left', 'middle', 'right'] as const;
export type PlaceWord = `${(typeof rows)[number]}_${(typeof columns)[number]}`;

const places = [1 / 6, 1 / 2, 5 / 6] as const;

/** Where a note goes that was placed by words. */
export function placeAt(row: number, column: number): { x: number; y: number } {
	return { x: places[column] ?? 0.5, y: places[row] ?? 0.5 };
}

/** In which third a note is: its place in words. */
export function placeWord({ x, y }: { x: number; y: number }): PlaceWord {
	const third = (value: number) => Math.min(2, Math.max(0, Math.floor(value * 3)));
	return `${rows[third(y)] ?? 'middle'}_${columns[third(x)] ?? 'middle'}`;
}
