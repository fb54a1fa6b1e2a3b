import { expect, test } from 'vitest';
import { emptyTimeline, observedMark } from './timeline-fixture.ts';
import { totalsOf } from './totals.ts';

test('observations are counted by check, the longest first, overlaps once', () => {
	const timeline = emptyTimeline({
		rows: [
			{ id: 'paste', lane: 'page', marks: [observedMark('paste', 1), observedMark('paste', 2)] },
			{
				id: 'face_absent',
				lane: 'face',
				marks: [observedMark('face_absent', 0, 10_000), observedMark('face_absent', 5000, 12_000)]
			}
		]
	});
	expect(totalsOf(timeline).observations).toEqual([
		{ check: 'face_absent', count: 2, lastedMs: 12_000 },
		{ check: 'paste', count: 2, lastedMs: 0 }
	]);
});

test('an attempt in which nothing was observed has no observations and was not offline', () => {
	expect(totalsOf(emptyTimeline())).toEqual({
		offline: { count: 0, lastedMs: 0 },
		silence: { count: 0, lastedMs: 0 },
		observations: []
	});
});
