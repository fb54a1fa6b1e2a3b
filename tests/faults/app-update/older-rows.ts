/** The device's database as the first version of its tables had it, with all the rows that these held. Reaches past the app into the browser. */
import type { Page } from 'playwright';
import type { Seat } from '../in-browser/seat.ts';

/** Of device-database.ts, version 1. Dexie counts in tens. */
const FIRST = {
	version: 10,
	stores: ['attempts', 'keys', 'blobs', 'sessions', 'segments', 'control', 'damaged', 'counters']
};

/** Answers how many rows each of its tables has. The app must not be open. */
export async function asOlderRows(seat: Seat): Promise<Record<string, number>> {
	const { page } = seat;
	// Of the same origin, and nothing of the app runs in it.
	await page.goto(`${seat.origin}/robots.txt`);
	return page.evaluate(async ({ version, stores }) => {
		const done = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const now = await done(indexedDB.open('invigil'));
		if (now.version <= version) throw new Error(`the tables are of version ${now.version}`);
		const reading = now.transaction(stores);
		const kept = await Promise.all(
			stores.map(async (name) => {
				const store = reading.objectStore(name);
				const indexes = [...store.indexNames].map((each) => store.index(each));
				return {
					name,
					options: { keyPath: store.keyPath, autoIncrement: store.autoIncrement },
					indexes: indexes.map(({ name, keyPath, unique }) => ({ name, keyPath, unique })),
					rows: (await done(store.getAll())) as unknown[]
				};
			})
		);
		now.close();
		await done(indexedDB.deleteDatabase('invigil'));
		const opening = indexedDB.open('invigil', version);
		opening.onupgradeneeded = () => {
			for (const { name, options, indexes, rows } of kept) {
				const store = opening.result.createObjectStore(name, options);
				for (const { name, keyPath, unique } of indexes)
					store.createIndex(name, keyPath, { unique });
				for (const row of rows) store.put(row);
			}
		};
		(await done(opening)).close();
		return Object.fromEntries(kept.map(({ name, rows }) => [name, rows.length]));
	}, FIRST);
}

export const rowCounts = (page: Page): Promise<Record<string, number>> =>
	page.evaluate(async () => {
		const done = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const database = await done(indexedDB.open('invigil'));
		const names = [...database.objectStoreNames];
		const reading = database.transaction(names);
		const counts = await Promise.all(
			names.map(async (name) => [name, await done(reading.objectStore(name).count())] as const)
		);
		database.close();
		return Object.fromEntries(counts);
	});
