/** Finds a secret wherever it might hide: as UTF-8, UTF-16, base64 in any of its three alignments, or hex. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';

export function disguises(marker: string): string[] {
	const bytes = Buffer.from(marker, 'utf8');
	const aligned = [0, 1, 2].flatMap((shift) => {
		const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
		// The first and last symbols also depend on the neighbours.
		return text.slice(Math.ceil((shift * 8) / 6) + (shift > 0 ? 1 : 0), -3);
	});
	return [
		bytes.toString('latin1'),
		Buffer.from(marker, 'utf16le').toString('latin1'),
		bytes.toString('hex'),
		...aligned,
		...aligned.map((text) => text.replaceAll('-', '+').replaceAll('_', '/'))
	];
}

export function findMarkers(bytes: Buffer, markers: string[]): string[] {
	const haystack = bytes.toString('latin1');
	return markers.filter((marker) => disguises(marker).some((text) => haystack.includes(text)));
}

/** Markers in any file below the folder. */
export function findMarkersOnDisk(folder: string, markers: string[]): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((each) => each.isFile())
		.flatMap((each) => {
			const file = join(each.parentPath, each.name);
			return findMarkers(readFileSync(file), markers).map((marker) => `${marker} in ${file}`);
		});
}

/** Markers in any IndexedDB value, Cache entry, local or session storage of the page's origin. */
export async function findMarkersInStores(page: Page, markers: string[]): Promise<string[]> {
	const needles = markers.map((marker) => ({ marker, disguises: disguises(marker) }));
	return page.evaluate(searchStores, needles);
}

/** Keys kept on the device that script could read out. */
export const findExtractableKeys = (page: Page): Promise<string[]> => page.evaluate(searchKeys);

/** Runs in the page. */
async function searchStores(needles: { marker: string; disguises: string[] }[]): Promise<string[]> {
	const found = new Set<string>();
	const search = (haystack: string, where: string) => {
		for (const { marker, disguises } of needles)
			if (disguises.some((text) => haystack.includes(text))) found.add(`${marker} in ${where}`);
	};
	const latin1 = (bytes: Uint8Array) => {
		let text = '';
		for (let at = 0; at < bytes.length; at += 32_768)
			text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
		return text;
	};
	const visit = async (value: unknown, where: string): Promise<void> => {
		if (typeof value === 'string') search(latin1(new TextEncoder().encode(value)), where);
		else if (value instanceof ArrayBuffer) search(latin1(new Uint8Array(value)), where);
		else if (ArrayBuffer.isView(value))
			search(latin1(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)), where);
		else if (value instanceof Blob) await visit(await value.arrayBuffer(), where);
		else if (value && typeof value === 'object')
			for (const [key, inner] of Object.entries(value)) await visit(inner, `${where}.${key}`);
	};
	const ask = <T>(request: IDBRequest<T>) =>
		new Promise<T>((done, fail) => {
			request.onsuccess = () => done(request.result);
			request.onerror = () => fail(request.error);
		});
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await ask(indexedDB.open(name));
		for (const store of database.objectStoreNames) {
			const values = await ask(database.transaction(store).objectStore(store).getAll());
			await visit(values, `IndexedDB ${name}/${store}`);
		}
		database.close();
	}
	for (const name of await caches.keys()) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const answer = await cache.match(request);
			await visit(await answer?.arrayBuffer(), `cache ${name} ${request.url}`);
		}
	}
	await visit({ ...localStorage }, 'localStorage');
	await visit({ ...sessionStorage }, 'sessionStorage');
	return [...found];
}

/** Runs in the page. */
async function searchKeys(): Promise<string[]> {
	const found: string[] = [];
	const visit = (value: unknown, where: string): void => {
		if (value instanceof CryptoKey) {
			if (value.extractable && value.type !== 'public') found.push(where);
		} else if (value && typeof value === 'object' && !ArrayBuffer.isView(value))
			for (const [key, inner] of Object.entries(value)) visit(inner, `${where}.${key}`);
	};
	const ask = <T>(request: IDBRequest<T>) =>
		new Promise<T>((done, fail) => {
			request.onsuccess = () => done(request.result);
			request.onerror = () => fail(request.error);
		});
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await ask(indexedDB.open(name));
		for (const store of database.objectStoreNames)
			visit(await ask(database.transaction(store).objectStore(store).getAll()), `${name}/${store}`);
		database.close();
	}
	return found;
}
