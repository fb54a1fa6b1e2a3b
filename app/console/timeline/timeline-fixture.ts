import type { Mark, Timeline } from './model.ts';

/** Ten minutes in which nothing happened; for tests. */
export const emptyTimeline = (changes: Partial<Timeline> = {}): Timeline => ({
	startedAt: 1_000_000,
	length: 600_000,
	timeUp: 3_600_000,
	items: 0,
	entries: 1,
	rows: [],
	answers: { at: new Float64Array(), item: new Uint16Array() },
	readings: {
		from: new Float64Array(),
		to: new Float64Array(),
		oneFace: new Float32Array(),
		speech: new Float32Array(),
		loudness: new Float32Array()
	},
	backlog: { every: 2000, waiting: new Uint32Array(300), most: 0 },
	...changes
});

export const observedMark = (
	check: Extract<Mark['fact'], { kind: 'observation' }>['check'],
	from: number,
	to = from
): Mark => ({
	key: `0:${check}${from}`,
	row: check,
	from,
	to,
	open: false,
	entry: 0,
	session: 0,
	fact: { kind: 'observation', check, peak: 1, confidence: 1, reason: null }
});
