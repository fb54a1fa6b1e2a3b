import { expect, test } from 'vitest';
import { Paged } from './paged.svelte.ts';

const settled = () => new Promise((done) => setTimeout(done));

/** Answers only when told to. */
function edge() {
	const asked: {
		filter: string;
		after: number | null;
		answer: (rows: number[], next: number | null) => void;
		fail: (error: Error) => void;
	}[] = [];
	const load = (filter: string, after: number | null) =>
		new Promise<{ rows: number[]; next: number | null; rest: null }>((done, fail) =>
			asked.push({ filter, after, answer: (rows, next) => done({ rows, next, rest: null }), fail })
		);
	return { asked, load };
}

test('pages are put one after another, and none is asked for after the last', async () => {
	const { asked, load } = edge();
	const list = new Paged<string, number, number, null>('', load);
	void list.load();
	asked[0]?.answer([1, 2], 2);
	await settled();
	void list.more();
	void list.more();
	asked[1]?.answer([3], null);
	await settled();
	expect(list.page?.rows).toEqual([1, 2, 3]);
	await list.more();
	expect(asked.map(({ after }) => after)).toEqual([null, 2]);
});

test('an answer that was overtaken is dropped', async () => {
	const { asked, load } = edge();
	const list = new Paged<string, number, number, null>('', load, (run) => {
		run();
		return () => {};
	});
	list.narrow('a');
	list.narrow('ab');
	asked[1]?.answer([2], null);
	await settled();
	asked[0]?.answer([1], null);
	await settled();
	expect(list.page?.rows).toEqual([2]);
	expect(list.busy).toBe(false);
});

test('typing asks once, when it pauses', () => {
	const { asked, load } = edge();
	const waiting = new Set<() => void>();
	const list = new Paged<string, number, number, null>('', load, (run) => {
		waiting.add(run);
		return () => waiting.delete(run);
	});
	for (const text of ['m', 'ma', 'mar']) list.narrow(text, true);
	waiting.forEach((run) => run());
	expect(asked.map(({ filter }) => filter)).toEqual(['mar']);
});

test('a failure leaves what is shown and can be tried again', async () => {
	const { asked, load } = edge();
	const list = new Paged<string, number, number, null>('', load);
	void list.load();
	asked[0]?.answer([1], 1);
	await settled();
	void list.more();
	asked[1]?.fail(new Error('away'));
	await settled();
	expect([list.page?.rows, (list.error as Error).message, list.busy]).toEqual([[1], 'away', false]);
	void list.more();
	asked[2]?.answer([2], null);
	await settled();
	expect([list.page?.rows, list.error]).toEqual([[1, 2], null]);
});
