import { expect, test } from 'vitest';
import { BringingAgain } from './bringing-again.svelte.ts';

const DAY = 86_400_000;
const page = (next: string | null, behind = 1) => ({
	rooms: 2,
	silent: 0,
	sessions: 5,
	behind,
	other: 0,
	next
});

test('all pages are asked, from two months before the backup, and added up', async () => {
	const asked: unknown[] = [];
	const pages = [page('b'), page(null, 3)];
	const bringing = new BringingAgain({
		bringAgain: async (since, after) => {
			asked.push([since, after]);
			return pages.shift() ?? page(null);
		}
	});
	expect(bringing.sum).toBeNull();
	await bringing.run(100 * DAY);
	expect(asked).toEqual([
		[40 * DAY, null],
		[40 * DAY, 'b']
	]);
	expect(bringing.sum).toEqual({ rooms: 4, silent: 0, sessions: 10, behind: 4, other: 0 });
});

test('where a page failed it goes on when asked again, and nothing is counted twice; another day begins anew', async () => {
	const asked: unknown[] = [];
	let fails = true;
	const bringing = new BringingAgain({
		bringAgain: async (since, after) => {
			asked.push([since / DAY, after]);
			if (after === null) return page('b');
			if (fails) throw new Error('away');
			return page(null);
		}
	});
	await expect(bringing.run(100 * DAY)).rejects.toThrow('away');
	expect(bringing.sum).toMatchObject({ rooms: 2 });
	fails = false;
	await bringing.run(100 * DAY);
	expect(bringing.sum).toMatchObject({ rooms: 4 });
	await bringing.run(90 * DAY);
	expect(bringing.sum).toMatchObject({ rooms: 4 });
	expect(asked).toEqual([
		[40, null],
		[40, 'b'],
		[40, 'b'],
		[30, null],
		[30, 'b']
	]);
});
