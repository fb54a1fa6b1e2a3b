import { expect, test } from 'vitest';
import type { Row } from './model.ts';
import { stepFrom, stretchAt } from './roving.ts';
import { observedMark } from './timeline-fixture.ts';

const rows: Row[] = [
	{ id: 'visits', lane: 'responses', marks: [] },
	{
		id: 'face_absent',
		lane: 'face',
		marks: [
			observedMark('face_absent', 10_000, 20_000),
			observedMark('face_absent', 300_000),
			observedMark('face_absent', 300_400),
			observedMark('face_absent', 500_000)
		]
	},
	{
		id: 'speech',
		lane: 'voice',
		marks: [observedMark('speech', 290_000), observedMark('speech', 590_000)]
	}
];
const zoom = { view: { from: 0, to: 600_000 }, width: 1000, length: 600_000 };
const first = { row: 'face_absent', key: 'face_absent' } as const;
const stop = (row: 'face_absent' | 'speech', key: string) => ({ row, key: `0:${key}` });

test('focus begins at the first mark of the first row that has any', () => {
	expect(stretchAt(rows, null, zoom)).toMatchObject({ row: 'face_absent', first: 0, count: 1 });
	expect(stretchAt([], null, zoom)).toBeNull();
});

test('later goes to the next thing on the screen, however many marks it stands for', () => {
	const next = stepFrom(rows, stop('face_absent', 'face_absent10000'), 'later', zoom);
	expect(next).toMatchObject({ first: 1, count: 2 });
	expect(stepFrom(rows, next, 'later', zoom)).toMatchObject({ first: 3, count: 1 });
});

test('zoomed in, the same key press goes mark by mark', () => {
	const near = { ...zoom, view: { from: 299_000, to: 302_000 } };
	const next = stepFrom(rows, stop('face_absent', 'face_absent300000'), 'later', near);
	expect(next).toMatchObject({ first: 2, count: 1 });
});

test('at the ends focus stays where it is', () => {
	const last = stepFrom(rows, stop('face_absent', 'face_absent500000'), 'later', zoom);
	expect(last).toMatchObject({ first: 3 });
	expect(stepFrom(rows, last, 'above', zoom)).toMatchObject({ row: 'face_absent', first: 3 });
});

test('below goes to the next row that has marks, to what is nearest in time', () => {
	const below = stepFrom(rows, stop('face_absent', 'face_absent300000'), 'below', zoom);
	expect(below).toMatchObject({ row: 'speech', first: 0 });
});

test('a mark that is gone after the record was read again leaves focus in its row', () => {
	expect(stretchAt(rows, stop('speech', 'gone'), zoom)).toMatchObject({ row: 'speech', first: 0 });
	expect(stretchAt(rows, first, zoom)).toMatchObject({ first: 0 });
});
