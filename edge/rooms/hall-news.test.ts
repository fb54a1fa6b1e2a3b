import { expect, test } from 'vitest';
import type { AttemptRow } from '#sync/schema/hall.ts';
import { HallNews } from './hall-news.ts';

const rowOf = (attempt: string): AttemptRow => ({
	attempt,
	studentName: '',
	state: 'in_progress',
	sync: 'synced',
	connected: true,
	lastContactAt: 1,
	entries: 1,
	responses: 0,
	observations: 0,
	newest: null,
	waitingForDatabase: 0
});

/** Attempts are called by their sitting: `x1` sits in `x`; of `?` nothing was opened. */
function room(answer: (sitting: string) => Promise<void> = () => Promise.resolve()) {
	const timers: (() => void)[] = [];
	const told: string[] = [];
	const news = new HallNews({
		rowOf: (attempt) =>
			attempt === '?' ? null : { sitting: attempt.slice(0, 1), row: rowOf(attempt) },
		tell: (sitting, rows) => {
			told.push(`${sitting}: ${rows.map(({ attempt }) => attempt).join(' ')}`);
			return answer(sitting);
		},
		schedule: (_after, run) => {
			timers.push(run);
			return () => undefined;
		}
	});
	return { news, timers, told };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('whatever happens meanwhile, each hall is told once, in one message', async () => {
	const { news, timers, told } = room();
	for (let key = 0; key < 50; key++) news.announce('x1');
	for (const attempt of ['x2', 'y1', '?']) news.announce(attempt);
	expect(timers).toHaveLength(1);
	timers[0]?.();
	await settled();
	expect(told).toEqual(['x: x1 x2', 'y: y1']);
	news.announce('x1');
	expect(timers).toHaveLength(2);
});

test('a hall that could not be told is told again, and the others do not wait for it', async () => {
	let away = true;
	const { news, timers, told } = room((sitting) =>
		away && sitting === 'x' ? Promise.reject(new Error('away')) : Promise.resolve()
	);
	for (const attempt of ['x1', 'y1']) news.announce(attempt);
	timers[0]?.();
	await settled();
	expect(timers).toHaveLength(2);
	away = false;
	timers[1]?.();
	await settled();
	expect(told).toEqual(['x: x1', 'y: y1', 'x: x1']);
	expect(timers).toHaveLength(2);
});
