/**
 * How somebody types: how long keys are held and how long it is from one to the next. Which keys they were is not kept, but for
 * their being Backspace or Delete; what is summed up goes into the readings, and is then forgotten.
 */
import type { KeyStrokes } from '#sync/schema/observation.ts';
import { listening } from './monitor.ts';

/** A longer gap is thinking. */
const PAUSE_MS = 2_000;
/** A key that is held longer was kept down, or its release went elsewhere. */
const LONGEST_HOLD_MS = 1_000;
const LEAST = 5;

export interface KeyRhythm {
	pressed(t: number, code: string, corrects: boolean): void;
	released(t: number, code: string): void;
	/** What has been typed since the last time; null: nothing. */
	take(): KeyStrokes | null;
}

const at = (sorted: number[], share: number) =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export function createKeyRhythm(): KeyRhythm {
	/** The keys that are down now. */
	const down = new Map<string, number>();
	let last: number | null = null;
	let strokes = 0;
	let corrections = 0;
	let holds: number[] = [];
	let gaps: number[] = [];
	const middle = (values: number[]) =>
		values.length < LEAST
			? null
			: Math.round(
					at(
						values.toSorted((a, b) => a - b),
						0.5
					)
				);
	return {
		pressed(t, code, corrects) {
			down.set(code, t);
			strokes++;
			if (corrects) corrections++;
			if (last !== null && t - last <= PAUSE_MS) gaps.push(t - last);
			last = t;
		},
		released(t, code) {
			const since = down.get(code);
			down.delete(code);
			if (since !== undefined && t - since <= LONGEST_HOLD_MS) holds.push(t - since);
		},
		take() {
			if (strokes === 0) return null;
			const sorted = gaps.toSorted((a, b) => a - b);
			const summary: KeyStrokes = {
				strokes,
				corrections,
				holdMedian: middle(holds),
				gapMedian: middle(gaps),
				gapSpread: gaps.length < LEAST ? null : Math.round(at(sorted, 0.75) - at(sorted, 0.25))
			};
			strokes = corrections = 0;
			holds = [];
			gaps = [];
			return summary;
		}
	};
}

/** Listens to the page's keys. */
export function watchKeyRhythm(page: Document, rhythm: KeyRhythm): () => void {
	const { on, stop } = listening();
	on(page, 'keydown', (event) => {
		if (!(event instanceof KeyboardEvent) || event.repeat || event.isComposing) return;
		const { code, key, timeStamp } = event;
		// A letter, a space, a line's end or a correction; not arrows, shortcuts or modifiers.
		const corrects = key === 'Backspace' || key === 'Delete';
		const types = key.length === 1 || key === 'Enter' || corrects;
		if (types && !event.ctrlKey && !event.metaKey && code !== '')
			rhythm.pressed(timeStamp, code, corrects);
	});
	on(page, 'keyup', (event) => {
		if (event instanceof KeyboardEvent) rhythm.released(event.timeStamp, event.code);
	});
	return stop;
}
