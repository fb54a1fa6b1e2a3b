/** What goes wrong on a device: records that rot, a clock that is off. Reaches past the app into the browser. */
import type { BrowserContext, Page } from 'playwright';

/** Flips one bit in the middle of the newest record of a store of the app's database. Answers how many records it holds. */
export const damageNewest = (page: Page, store: 'segments' | 'blobs'): Promise<number> =>
	page.evaluate(async (name) => {
		const ask = <T>(request: IDBRequest<T>) =>
			new Promise<T>((done, fail) => {
				request.onsuccess = () => done(request.result);
				request.onerror = () => fail(request.error);
			});
		const database = await ask(indexedDB.open('invigil'));
		const writing = database.transaction(name, 'readwrite', { durability: 'strict' });
		const records = writing.objectStore(name);
		const cursor = await ask(records.openCursor(null, 'prev'));
		if (!cursor) throw new Error(`${name} is empty.`);
		const record = cursor.value as { bytes: Uint8Array<ArrayBuffer> | Blob };
		const bytes =
			record.bytes instanceof Blob
				? new Uint8Array(await record.bytes.arrayBuffer())
				: record.bytes;
		const middle = bytes.length >> 1;
		bytes[middle] = (bytes[middle] ?? 0) ^ 1;
		await ask(cursor.update({ ...record, bytes }));
		const count = await ask(records.count());
		database.close();
		return count;
	}, store);

export const countRecords = (page: Page, store: string): Promise<number> =>
	page.evaluate(
		(name) =>
			new Promise<number>((done, fail) => {
				const opening = indexedDB.open('invigil');
				opening.onerror = () => fail(opening.error);
				opening.onsuccess = () => {
					const database = opening.result;
					const counting = database.transaction(name).objectStore(name).count();
					counting.onerror = () => fail(counting.error);
					counting.onsuccess = () => {
						database.close();
						done(counting.result);
					};
				};
			}),
		store
	);

/**
 * Runs `script` in pages and in the workers they start, before anything of theirs. The content policy has to be bypassed in this context
 * (`bypassCSP`), because a worker gets it as a script in front of its own.
 */
export const runInFront = <A>(
	context: BrowserContext,
	script: (words: A) => void,
	words: A
): Promise<unknown> => {
	const source = `(${script.toString()})(${JSON.stringify(words)});`;
	const content = `${source}(${inFrontOfWorkers.toString()})(${JSON.stringify(source)});`;
	return context.addInitScript({ content });
};

function inFrontOfWorkers(source: string): void {
	const blob = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
	// Imports run in their order and before any line around them.
	const first = `import ${JSON.stringify(blob(source))};`;
	const RealWorker = Worker;
	globalThis.Worker = class extends RealWorker {
		constructor(url: string | URL, options?: WorkerOptions) {
			const own = `import ${JSON.stringify(new URL(url, location.href).href)};`;
			super(options?.type === 'module' ? blob(first + own) : url, options);
		}
	};
}

/** Puts the wall clock of pages and of the workers they start off by so much (`bypassCSP`). */
export const shiftClock = (context: BrowserContext, ms: number): Promise<unknown> =>
	runInFront(
		context,
		(by) => {
			const Real = Date;
			globalThis.Date = new Proxy(Real, {
				construct: (target, words: []) =>
					words.length === 0 ? new target(target.now() + by) : new target(...words),
				apply: (target) => new target(target.now() + by).toString(),
				get: (target, name) =>
					name === 'now' ? () => target.now() + by : (Reflect.get(target, name) as unknown)
			});
		},
		ms
	);

/** Every write of IndexedDB is committed as Chrome does by default, whatever durability was asked for (`bypassCSP`). */
export const relaxDurability = (context: BrowserContext): Promise<unknown> =>
	runInFront(
		context,
		(durability) => {
			const real = IDBDatabase.prototype.transaction;
			IDBDatabase.prototype.transaction = function (names, mode, options) {
				return real.call(this, names, mode, { ...options, durability });
			};
		},
		'relaxed' as const
	);
