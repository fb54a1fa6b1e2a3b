import { expect, test } from 'vitest';
import { momentAt } from './moment.ts';
import type { Mark } from './model.ts';
import { emptyTimeline, observedMark } from './timeline-fixture.ts';

const visit = (item: number, from: number, to: number): Mark => ({
	...observedMark('copy', from, to),
	row: 'visits',
	fact: { kind: 'visit', item, changes: 0 }
});

test('a moment knows the item on the screen, what lasted across it and what was waiting', () => {
	const waiting = new Uint32Array(300);
	waiting[10] = 7;
	const timeline = emptyTimeline({
		rows: [
			{ id: 'visits', lane: 'responses', marks: [visit(3, 0, 15_000), visit(4, 15_001, 90_000)] },
			{ id: 'speech', lane: 'voice', marks: [observedMark('speech', 19_000, 25_000)] },
			{ id: 'copy', lane: 'page', marks: [observedMark('copy', 20_000)] }
		],
		backlog: { every: 2000, waiting, most: 7 }
	});
	expect(momentAt(timeline, 20_000)).toMatchObject({
		item: 4,
		waiting: 7,
		lasting: [{ row: 'speech' }]
	});
	expect(momentAt(timeline, 5000)).toMatchObject({ item: 3, waiting: 0, lasting: [] });
});

test('before the first visit there is no item', () => {
	expect(momentAt(emptyTimeline(), 5).item).toBeNull();
});
