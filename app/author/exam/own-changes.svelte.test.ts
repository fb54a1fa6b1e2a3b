import { expect, test } from 'vitest';
import { Confirmations } from './confirmations.ts';
import { OwnChanges, type ChangesStore } from './own-changes.svelte.ts';

type Row = { id: number; number: number; update: Uint8Array<ArrayBuffer> };
function store(rows: Row[] = []): ChangesStore & { rows: Row[] } {
	let aside: Awaited<ReturnType<ChangesStore['aside']>> = null;
	return {
		rows,
		setAside: async (ids, because) => {
			const gone = rows.filter(({ id }) => id >= 100 || ids.includes(id));
			aside = { because, updates: gone.map(({ update }) => update) };
			for (const row of gone) rows.splice(rows.indexOf(row), 1);
		},
		aside: async () => aside,
		dropAside: async () => void (aside = null),
		kept: async () => ({
			ids: rows.map(({ id }) => id),
			updates: rows.map(({ update }) => update)
		}),
		add: async (number, update) => void rows.push({ id: 100 + number, number, update }),
		drop: async (number, ids) => {
			for (const row of [...rows])
				if (ids.includes(row.id) || (row.id >= 100 && row.number <= number))
					rows.splice(rows.indexOf(row), 1);
		},
		close: () => undefined
	};
}
const bytes = (...each: number[]) => Uint8Array.from(each);

test('what the room confirmed is thrown away, what came after it stays', async () => {
	const kept = store([{ id: 1, number: 4, update: bytes(9) }]);
	const changes = new OwnChanges(kept);
	expect(await changes.found()).toEqual([bytes(9)]);
	void changes.add(2, bytes(2));
	void changes.add(3, bytes(3));
	await changes.confirmed(2);
	expect(kept.rows.map(({ number }) => number)).toEqual([3]);
	await changes.confirmed(3);
	expect(kept.rows).toEqual([]);
});

test('a device that keeps nothing is not called safe', async () => {
	const broken = { ...store(), add: () => Promise.reject(new Error('no room')) };
	const changes = new OwnChanges(broken);
	expect(changes.safe).toBe(true);
	await changes.add(1, bytes(1));
	expect(changes.safe).toBe(false);
});

test('only an answer to the last change says that all is kept; one that was never asked for says nothing', () => {
	const sent = new Confirmations();
	expect(sent.allKept).toBe(true);
	const first = sent.write();
	const second = sent.write();
	expect([sent.hear(first), sent.allKept]).toEqual([true, false]);
	expect([sent.hear(second + 5), sent.allKept]).toEqual([false, false]);
	expect([sent.hear(second), sent.hear(first), sent.allKept]).toEqual([true, false, true]);
});

test('what the room refused is offered no more, is there at another visit, and goes when it is dropped', async () => {
	const kept = store([{ id: 1, number: 4, update: bytes(9) }]);
	const changes = new OwnChanges(kept);
	await changes.found();
	void changes.add(2, bytes(2));
	void changes.add(3, bytes(3));
	await changes.confirmed(2);
	void changes.add(4, bytes(4));
	const refused = { because: 'too_large', updates: [bytes(3), bytes(4)], kept: true };
	expect(await changes.setAside('too_large')).toEqual(refused);
	const later = new OwnChanges(kept);
	expect(await later.found()).toEqual([]);
	expect(await later.aside()).toEqual(refused);
	await later.dropAside();
	expect(await later.aside()).toBeNull();
});

test('on a device that keeps nothing, what was refused is at least in this tab', async () => {
	const refuse = () => Promise.reject(new Error('no room'));
	const changes = new OwnChanges({ ...store(), add: refuse, setAside: refuse });
	void changes.add(1, bytes(1));
	const aside = { because: 'malformed', updates: [bytes(1)], kept: false };
	expect(await changes.setAside('malformed')).toEqual(aside);
});
