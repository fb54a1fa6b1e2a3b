import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import { ExamList } from './exam-list.svelte.ts';
import { browserList } from './kept-list.ts';

const person = '0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10';
const other = '1b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10';
const attempt: AttemptSummary = {
	id: '4e1b2c3d-0000-4000-8000-000000000001',
	sitting: '5e1b2c3d-0000-4000-8000-000000000001',
	state: 'assigned',
	examTitle: 'Chemistry',
	itemCount: 20,
	opensAt: 1000,
	closesAt: 2000,
	durationMs: 500,
	formHash: 'a'.repeat(64)
};

function world() {
	const kept = new Map<string, string>();
	const storage: Partial<Storage> = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value)
	};
	const list = browserList(storage as Storage);
	let answer: () => Promise<{ attempts: AttemptSummary[]; now: number }> = async () => ({
		attempts: [attempt],
		now: 61_000
	});
	return {
		kept,
		open: (who = person) =>
			new ExamList({ person: who, api: { attempts: () => answer() }, kept: list, now: () => 1000 }),
		fail: (code: 'unreachable' | 'not_signed_in') => {
			answer = () => Promise.reject(new ApiError(code, code));
		}
	};
}

test('the list is there without a network as it was last known, with the edge’s clock', async () => {
	const { open, fail } = world();
	await open().refresh();
	fail('unreachable');
	const later = open();
	expect(later.attempts).toEqual([attempt]);
	expect(later.edgeTime(5000)).toBe(65_000);
	await later.refresh();
	expect(later.attempts).toEqual([attempt]);
	expect(later.problem).toBe('unreachable');
	expect(later.asOf).toBe(1000);
});

test('another student on the same device does not see it', async () => {
	const { open } = world();
	await open().refresh();
	expect(open(other).attempts).toBeNull();
});

test('a damaged list is asked for again', async () => {
	const { open, kept } = world();
	await open().refresh();
	for (const key of kept.keys()) kept.set(key, '{"version":1');
	expect(open().attempts).toBeNull();
	for (const key of kept.keys()) kept.set(key, '{"version":2}');
	expect(open().attempts).toBeNull();
});
