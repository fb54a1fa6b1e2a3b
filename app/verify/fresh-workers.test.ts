import { expect, test } from 'vitest';
import type { Checked } from './check-given.ts';
import { freshWorkers } from './fresh-workers.ts';

const nothing: Checked = { kind: 'unknown' };

function world() {
	const workers: {
		answer: (checked: Checked) => void;
		break: (problem: Error) => void;
		ended: boolean;
	}[] = [];
	const fresh = freshWorkers(() => {
		const worker: (typeof workers)[number] = {
			answer: () => undefined,
			break: () => undefined,
			ended: false
		};
		workers.push(worker);
		return {
			check: () => new Promise((done) => (worker.answer = done)),
			onbroken: (tell) => (worker.break = tell),
			end: () => (worker.ended = true)
		};
	});
	return { ...fresh, workers };
}

test('a check that another one follows is ended at once, and each has a worker of its own', async () => {
	const { check, workers } = world();
	void check(['large'], []);
	const second = check(['small'], []);
	expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
	workers[1]?.answer(nothing);
	expect(await second).toEqual(nothing);
	expect(workers.map(({ ended }) => ended)).toEqual([true, true]);
});

test('a worker that ends by itself is told of, and the next check has another', async () => {
	const { check, workers } = world();
	const broken = check(['x'], []);
	workers[0]?.break(new Error('out of memory'));
	await expect(broken).rejects.toThrow('out of memory');
	const next = check(['x'], []);
	workers[1]?.answer(nothing);
	expect(await next).toEqual(nothing);
});

test('nothing goes on when the page is left', () => {
	const { check, close, workers } = world();
	void check(['x'], []);
	close();
	expect(workers[0]?.ended).toBe(true);
});
