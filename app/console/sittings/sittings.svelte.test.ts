import { expect, test } from 'vitest';
import { Sittings } from './sittings.svelte.ts';

test('a failed refresh leaves the list and says what happened', async () => {
	let away = false;
	const sittings = new Sittings({
		load: () =>
			away ? Promise.reject(new Error('away')) : Promise.resolve({ sittings: [], now: 5 }),
		now: () => 0
	});
	expect(sittings.list).toBeNull();
	await sittings.load();
	away = true;
	await sittings.load();
	expect(sittings.list).toEqual([]);
	expect(sittings.error?.message).toBe('away');
});

test('time goes on at the edge’s clock between two answers', async () => {
	let now = 100;
	const sittings = new Sittings({
		load: () => Promise.resolve({ sittings: [], now: 1_000_000 }),
		now: () => now
	});
	await sittings.load();
	now += 2500;
	sittings.tick();
	expect(sittings.now).toBe(1_002_500);
});
