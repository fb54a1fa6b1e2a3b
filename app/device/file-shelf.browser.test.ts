/** The shelf over a real IndexedDB. */
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from './device-database.ts';
import type { KeptAttempt } from './device-rows.ts';
import { DeviceStore } from './device-store.ts';
import { FileShelf } from './file-shelf.ts';

let name: string;
let shelf: FileShelf;
const bytes = new TextEncoder().encode('a sentence in this handwriting');
const file = { attempt: 'a', hash: 'h', name: 'a.jpg', contentType: 'image/jpeg', addedAt: 1 };

beforeEach(() => {
	name = `shelf-${crypto.randomUUID()}`;
	shelf = new FileShelf(createDatabase(name, {}));
});
afterEach(() => {
	shelf.close();
	indexedDB.deleteDatabase(name);
});

test('what was put is there after the app was closed and opened again', async () => {
	await shelf.put(file, bytes);
	shelf.close();
	shelf = new FileShelf(createDatabase(name, {}));
	expect(await shelf.bytes('a', 'h')).toEqual(bytes);
	expect(await shelf.waiting()).toMatchObject([{ hash: 'h', bytes: bytes.length }]);
});

test('nothing that lies in the store reads as the file, and the key cannot be taken out', async () => {
	await shelf.put(file, bytes);
	const raw = await new Dexie(name).open();
	const [stored] = await raw.table('fileBytes').toArray();
	expect(new TextDecoder().decode(stored.data)).not.toContain('handwriting');
	const [{ key }] = await raw.table('fileKeys').toArray();
	raw.close();
	await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('attack: bytes put in the place of another file’s are not given out', async () => {
	await shelf.put(file, bytes);
	await shelf.put({ ...file, hash: 'other' }, bytes);
	const raw = await new Dexie(name).open();
	const moved = await raw.table('fileBytes').get(['a', 'other']);
	await raw.table('fileBytes').put({ ...moved, hash: 'h' });
	raw.close();
	expect(await shelf.bytes('a', 'h')).toBeNull();
});

test('put again, what the edge confirmed of it stays', async () => {
	await shelf.put(file, bytes);
	const receipt = { bytes: '', key: '', signature: '' };
	await shelf.change('a', 'h', { receipt });
	await shelf.put(file, bytes);
	expect(await shelf.waiting()).toEqual([]);
});

test('forgotten with its student', async () => {
	await shelf.put(file, bytes);
	const store = new DeviceStore(name);
	await store.putAttempt({ attempt: 'a', student: 'me' } as KeptAttempt);
	await store.forget('me');
	store.close();
	expect(await shelf.of('a')).toEqual([]);
	expect(await shelf.bytes('a', 'h')).toBeNull();
});
