/** The shelf over a real IndexedDB. */
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StillShelf } from './still-shelf.ts';

let name: string;
let shelf: StillShelf;
const picture = new TextEncoder().encode('a face, if anybody could read it');
const still = {
	attempt: 'a',
	hash: 'h',
	contentType: 'image/webp',
	addedAt: 2,
	keepUntil: 1_000
};

beforeEach(() => {
	name = `stills-${crypto.randomUUID()}`;
	shelf = new StillShelf(name);
});
afterEach(() => {
	shelf.close();
	indexedDB.deleteDatabase(name);
});
const raw = async (table: 'stills' | 'keys') => {
	const db = await new Dexie(name).open();
	const rows = await db.table(table).toArray();
	db.close();
	return rows;
};

test('what was put is there after the app was closed and opened again, oldest first', async () => {
	await shelf.put(still, picture);
	await shelf.put({ ...still, hash: 'g', addedAt: 1 }, picture);
	shelf.close();
	shelf = new StillShelf(name);
	expect(await shelf.picture('a', 'h')).toEqual(picture);
	expect((await shelf.waiting()).map(({ hash }) => hash)).toEqual(['g', 'h']);
});

test('P2: nothing that lies in the store reads as the picture, and the key cannot be taken out', async () => {
	await shelf.put(still, picture);
	const [stored] = await raw('stills');
	expect(new TextDecoder().decode(stored.data)).not.toContain('face');
	const [{ key }] = await raw('keys');
	await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('attack: bytes put in the place of another picture’s are not given out', async () => {
	await shelf.put(still, picture);
	const [stored] = await raw('stills');
	const db = await new Dexie(name).open();
	await db.table('stills').put({ ...stored, hash: 'other' });
	db.close();
	expect(await shelf.picture('a', 'other')).toBeNull();
});

test('the last one of an attempt takes its key along', async () => {
	await shelf.put(still, picture);
	await shelf.put({ ...still, hash: 'g' }, picture);
	await shelf.remove('a', 'h');
	expect(await raw('keys')).toHaveLength(1);
	await shelf.remove('a', 'g');
	expect([await raw('keys'), await raw('stills')]).toEqual([[], []]);
});

test('P8: what was promised to be gone is gone, and nothing else', async () => {
	await shelf.put(still, picture);
	await shelf.put({ ...still, attempt: 'b', keepUntil: 1_001 }, picture);
	await shelf.removeExpired(1_000);
	expect((await shelf.waiting()).map(({ attempt }) => attempt)).toEqual(['b']);
});

test('P8: forgotten with its student, and thrown away where answers need the room', async () => {
	await shelf.put(still, picture);
	await shelf.put({ ...still, attempt: 'b' }, picture);
	await shelf.removeForgotten(async (attempt) => attempt === 'b');
	expect((await shelf.waiting()).map(({ attempt }) => attempt)).toEqual(['b']);
	await shelf.clear();
	expect([await raw('keys'), await raw('stills')]).toEqual([[], []]);
});
