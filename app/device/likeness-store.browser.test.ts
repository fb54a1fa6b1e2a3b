import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { LikenessStore } from './likeness-store.ts';

const NAME = 'likeness-test';
const attempt = '4e1b2c3d-0000-4000-8000-000000000001';
const likeness = Float32Array.from({ length: 1_024 }, (_, i) => Math.sin(i) / 32);
const open: LikenessStore[] = [];
const store = () => {
	const made = new LikenessStore(NAME);
	open.push(made);
	return made;
};

afterEach(async () => {
	for (const each of open.splice(0)) each.close();
	await Dexie.delete(NAME);
});

async function rows(): Promise<{ key: CryptoKey; data: Uint8Array<ArrayBuffer> }[]> {
	const db = await new Dexie(NAME).open();
	try {
		return await db.table('likenesses').toArray();
	} finally {
		db.close();
	}
}

test('what was enrolled is read again after a reload, until its time is up', async () => {
	await store().put(attempt, likeness, 1_000);
	expect(await store().get(attempt, 999)).toEqual(likeness);
	expect(await store().get(attempt, 1_000)).toBeNull();
	expect(await store().get('another attempt', 0)).toBeNull();
});

test('it lies there encrypted, under a key that the browser does not give out', async () => {
	await store().put(attempt, likeness, 1_000);
	const [row] = await rows();
	if (!row) throw new Error('Nothing was kept.');
	expect(row.key.extractable).toBe(false);
	await expect(crypto.subtle.exportKey('raw', row.key)).rejects.toThrow();
	const plain = new Uint8Array(likeness.buffer);
	const seen = row.data.join(' ');
	for (let at = 0; at < plain.length; at += 64)
		expect(seen).not.toContain(plain.subarray(at, at + 8).join(' '));
});

test('the sweep lets go of what is due, with its key, and of nothing else', async () => {
	const kept = store();
	await kept.put('due', likeness, 1_000);
	await kept.put('later', likeness, 1_001);
	expect(await kept.sweep(1_000)).toBe(1);
	expect(await rows()).toHaveLength(1);
	expect(await kept.get('later', 1_000)).toEqual(likeness);
});

test('enrolled again, the first one is gone; a row of another attempt cannot be put in its place', async () => {
	const kept = store();
	await kept.put(attempt, likeness, 1_000);
	const again = likeness.map((value) => -value);
	await kept.put(attempt, again, 1_000);
	expect(await kept.get(attempt, 0)).toEqual(again);
	expect(await rows()).toHaveLength(1);
	const db = await new Dexie(NAME).open();
	const row = await db.table('likenesses').get(attempt);
	await db.table('likenesses').put({ ...row, attempt: 'another' });
	db.close();
	expect(await kept.get('another', 0)).toBeNull();
});
