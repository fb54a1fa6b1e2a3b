import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';

function room(transaction: (work: () => void) => void = (work) => work()) {
	const timers: (() => void)[] = [];
	const commit = new GroupCommit(transaction, (_after, run) => {
		timers.push(run);
		return () => undefined;
	});
	return { commit, timers };
}

test('writes of one window share one transaction and one timer', async () => {
	let transactions = 0;
	const { commit, timers } = room((work) => {
		transactions++;
		work();
	});
	const written: string[] = [];
	const both = [commit.commit(() => written.push('a')), commit.commit(() => written.push('b'))];
	expect(timers).toHaveLength(1);
	expect(written).toEqual([]);
	timers[0]?.();
	await Promise.all(both);
	expect(written).toEqual(['a', 'b']);
	expect(transactions).toBe(1);
});

test('nobody of a group is told done when its transaction fails, and the next group goes on', async () => {
	let fail = true;
	const { commit, timers } = room((work) => {
		if (fail) throw new Error('disk full');
		work();
	});
	const both = [commit.commit(() => undefined), commit.commit(() => undefined)];
	timers[0]?.();
	const ended = await Promise.allSettled(both);
	expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	fail = false;
	const next = commit.commit(() => undefined);
	timers[1]?.();
	await expect(next).resolves.toBeUndefined();
});

test("one session's failing write does not fail its neighbours' in the same group", async () => {
	const rows: string[] = [];
	const { commit, timers } = room((work) => {
		const before = rows.length;
		try {
			work();
		} catch (problem) {
			rows.length = before;
			throw problem;
		}
	});
	const ended = Promise.allSettled([
		commit.commit(() => rows.push('a')),
		commit.commit(() => {
			rows.push('half of b');
			throw new Error('already there');
		}),
		commit.commit(() => rows.push('c'))
	]);
	timers[0]?.();
	expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect(rows).toEqual(['a', 'c']);
});
