import { expect, test } from 'vitest';
import { TestClock } from '#sync/testing/clock.ts';
import type { SessionEvent } from './session-events.ts';
import { SessionLink, type SpawnedWorker } from './session-link.ts';
import { WorkerGoneError } from './session-port.ts';

type Worker = SpawnedWorker & {
	fail: () => void;
	ended: boolean;
	says: (event: SessionEvent) => void;
};

const tick: SessionEvent = {
	type: 'clock',
	connected: true,
	clock: { t: 0, at: 0, remainingMs: 1, allowedMs: 1, paused: false, rest: null }
};

function linked(answers: () => Promise<true> = async () => true) {
	const clock = new TestClock();
	const workers: Worker[] = [];
	const told = { restarts: 0, givenUp: 0 };
	const spawn = () => {
		let failed: () => void = () => undefined;
		let listener: (event: SessionEvent) => void = () => undefined;
		const worker: Worker = {
			ended: false,
			fail: () => failed(),
			says: (event) => listener(event),
			onFailed: (call) => (failed = call),
			terminate: () => void (worker.ended = true),
			host: {
				open: async (_attempt: string, tell: (event: SessionEvent) => void) => {
					listener = tell;
					return { kind: 'submitted' as const };
				},
				respond: () => new Promise(() => undefined),
				record: async () => ({ seq: 0 }),
				handIn: async () => undefined,
				flush: async () => undefined,
				retryStore: async () => undefined,
				takeOver: async () => undefined,
				copy: async () => ({ ok: false, failure: 'nothing' }),
				facts: async () => null,
				close: async () => undefined,
				answers
			}
		};
		workers.push(worker);
		return worker;
	};
	const link = new SessionLink({
		spawn,
		schedule: clock.schedule,
		monotonic: clock.monotonic,
		onRestart: () => told.restarts++,
		onGivenUp: () => told.givenUp++
	});
	return { link, clock, workers, told };
}

test('a worker that fails is replaced, and calls under way are answered', async () => {
	const { link, workers, told } = linked();
	const call = link.respond('a', { type: 'single_choice', choice: null });
	workers[0]?.fail();
	await expect(call).rejects.toBeInstanceOf(WorkerGoneError);
	expect(told.restarts).toBe(1);
	expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
});

test('one that is silent and does not answer is taken for gone', async () => {
	const { link, clock, workers, told } = linked(() => new Promise(() => undefined));
	await link.open('a', () => undefined);
	workers[0]?.says(tick);
	await clock.advance(14_000);
	expect(told.restarts).toBe(0);
	await clock.advance(12_000);
	expect(told.restarts).toBe(1);
});

test('a page that was frozen has heard nothing either: a worker that answers stays', async () => {
	const { link, clock, workers, told } = linked();
	await link.open('a', () => undefined);
	workers[0]?.says(tick);
	await clock.advance(120_000);
	expect(told.restarts).toBe(0);
});

test('what an ended worker still says is not heard', async () => {
	const { link, workers } = linked();
	const heard: SessionEvent[] = [];
	await link.open('a', (event) => heard.push(event));
	workers[0]?.fail();
	workers[0]?.says(tick);
	expect(heard).toEqual([]);
});

test('one that fails again and again is given up', () => {
	const { workers, told } = linked();
	for (let times = 0; times < 6; times++) workers.at(-1)?.fail();
	expect(told).toEqual({ restarts: 5, givenUp: 1 });
});

test('closing waits for what is being stored, but not for ever', async () => {
	const { link, clock, workers } = linked();
	const [worker] = workers;
	if (worker) worker.host = { ...worker.host, close: () => new Promise(() => undefined) };
	const closed = link.close();
	await clock.advance(5_000);
	await closed;
	expect(worker?.ended).toBe(true);
});
