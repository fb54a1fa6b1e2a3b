import { expect, test } from 'vitest';
import { MemoryShelf } from './memory-shelf.ts';
import { withStillsFirst } from './with-stills-first.ts';

const file = { attempt: 'a', hash: 'h', name: 'a.jpg', contentType: 'image/jpeg', addedAt: 1 };
const bytes = new Uint8Array(3);
const full = () => new DOMException('full', 'QuotaExceededError');

function shelfThat(fails: Error | null, stillsHelp: boolean) {
	const inner = new MemoryShelf();
	inner.failing = fails;
	let dropped = 0;
	const shelf = withStillsFirst(inner, async () => {
		dropped++;
		if (stillsHelp) inner.failing = null;
	});
	return { shelf, inner, dropped: () => dropped };
}

test('P2: a file for which there is no room is kept in the place of stills', async () => {
	const { shelf, inner, dropped } = shelfThat(full(), true);
	await shelf.put(file, bytes);
	expect([inner.kept.has('h'), dropped()]).toEqual([true, 1]);
});

test('where that is not enough it is said, and stills are thrown away for nothing else', async () => {
	const stillFull = shelfThat(full(), false);
	await expect(stillFull.shelf.put(file, bytes)).rejects.toThrow('full');
	const broken = shelfThat(new Error('closed'), true);
	await expect(broken.shelf.put(file, bytes)).rejects.toThrow('closed');
	expect(broken.dropped()).toBe(0);
	const fine = shelfThat(null, true);
	await fine.shelf.put(file, bytes);
	expect(fine.dropped()).toBe(0);
});
