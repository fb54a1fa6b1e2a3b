import { expect, test } from 'vitest';
import { attemptRowFixture } from './row-fixture.ts';
import { ANNOUNCE_EVERY_MS, newsOf, nothingPending, sayAt, withNews } from './announcements.ts';

const seen = (name: string, observations: number) =>
	attemptRowFixture({
		studentName: name,
		attempt: name,
		observations,
		newest: { check: 'face_absent', open: true, at: 1 }
	});

test('a row seen for the first time is not news', () => {
	expect(newsOf(undefined, seen('Ana', 3))).toBeNull();
});

test('a grown count is news, the same count is not', () => {
	expect(newsOf(seen('Ana', 2), seen('Ana', 3))).toMatchObject({
		name: 'Ana',
		check: 'face_absent'
	});
	expect(newsOf(seen('Ana', 3), seen('Ana', 3))).toBeNull();
});

test('two hundred observations at once become one sentence with a count', () => {
	let pending = nothingPending;
	for (let n = 0; n < 200; n++)
		pending = withNews(pending, { attempt: `a${n}`, name: `S${n}`, check: 'speech' });
	const { saying, pending: after } = sayAt(pending, 0);
	expect(saying).toMatchObject({ kind: 'many', students: 200, first: { name: 'S0' } });
	expect(after.news).toEqual([]);
});

test('the next sentence waits its time and then says the latest of each student', () => {
	const said = sayAt(withNews(nothingPending, { attempt: 'a', name: 'Ana', check: 'speech' }), 0);
	let pending = withNews(said.pending, { attempt: 'b', name: 'Bo', check: 'speech' });
	pending = withNews(pending, { attempt: 'b', name: 'Bo', check: 'face_absent' });
	expect(sayAt(pending, ANNOUNCE_EVERY_MS - 1).saying).toBeNull();
	expect(sayAt(pending, ANNOUNCE_EVERY_MS).saying).toEqual({
		kind: 'each',
		news: [{ attempt: 'b', name: 'Bo', check: 'face_absent' }]
	});
});
