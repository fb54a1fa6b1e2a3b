import { expect, test } from 'vitest';
import type { ListedSitting } from '#sync/schema/api.ts';
import { bySittingTime, whenOf } from './when.ts';

const sitting = (title: string, opensAt: number, closesAt: number): ListedSitting => ({
	id: '00000000-0000-4000-8000-000000000001',
	title,
	opensAt,
	closesAt,
	durationMs: 1,
	students: 0,
	asking: 0,
	held: 0,
	rehearsal: false,
	addedMs: 0,
	moreForSome: false,
	watches: true
});

test('a sitting is open from the moment it opens to just before it closes', () => {
	const one = sitting('one', 100, 200);
	expect(whenOf(one, 99)).toEqual({ kind: 'later', forMs: 1 });
	expect(whenOf(one, 100)).toEqual({ kind: 'open', forMs: 100 });
	expect(whenOf(one, 200)).toEqual({ kind: 'over', forMs: 0 });
});

test('time that was added for everybody moves the end, and with it the place in the list', () => {
	const one = { ...sitting('one', 100, 200), addedMs: 50 };
	expect(whenOf(one, 210)).toEqual({ kind: 'open', forMs: 40 });
	expect(whenOf(one, 260)).toEqual({ kind: 'over', forMs: 10 });
	const over = sitting('over', 0, 205);
	expect([over, one].sort(bySittingTime(210)).map(({ title }) => title)).toEqual(['one', 'over']);
	expect(whenOf({ ...one, addedMs: 0, moreForSome: true }, 210).kind).toBe('over');
});

test('open sittings come first, then the next to open, then the last to have closed', () => {
	const all = [
		sitting('long over', 0, 10),
		sitting('far', 900, 999),
		sitting('just over', 0, 90),
		sitting('open', 50, 500),
		sitting('soon', 150, 500)
	];
	expect(all.sort(bySittingTime(100)).map(({ title }) => title)).toEqual([
		'open',
		'soon',
		'far',
		'just over',
		'long over'
	]);
});
