import {
	isNeeded,
	modelCacheName,
	modelKey,
	readModelManifest,
	type ModelFile
} from './model-cache.ts';

export interface ModelsHeld {
	/** Bytes on this device, of the bytes that are needed. */
	done: number;
	total: number;
	missing: ModelFile[];
}

/** What a fake must be able to do in a test: the browser's caches and fetch. */
export interface ModelDeps {
	caches: Pick<CacheStorage, 'open'>;
	fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

export class ModelDamagedError extends Error {
	override name = 'ModelDamagedError';
}

/** Which of the weights and wasm that these uses need are on this device. */
export async function modelsHeld(
	uses: readonly string[],
	deps: ModelDeps = globalThis
): Promise<ModelsHeld> {
	const wanted = (await readModelManifest((url) => deps.fetch(url))).filter((file) =>
		isNeeded(file, uses)
	);
	const cache = await deps.caches.open(modelCacheName);
	const held = await Promise.all(wanted.map((file) => cache.match(modelKey(file))));
	const missing = wanted.filter((_, index) => held[index] === undefined);
	const total = sum(wanted);
	return { done: total - sum(missing), total, missing };
}

/** Fetches what is missing, checks it, keeps it, and lets go of what no version needs any more. */
export async function cacheModels(
	uses: readonly string[],
	onProgress: (done: number, total: number) => void,
	signal?: AbortSignal,
	deps: ModelDeps = globalThis
): Promise<void> {
	const held = await modelsHeld(uses, deps);
	const cache = await deps.caches.open(modelCacheName);
	let done = held.done;
	onProgress(done, held.total);
	for (const file of held.missing) {
		const response = await deps.fetch(file.url, { signal: signal ?? null, cache: 'no-cache' });
		if (!response.ok || !response.body) throw new Error(`${file.url}: ${response.status}`);
		const before = done;
		const bytes = await read(response.body, (more) => {
			done += more;
			onProgress(Math.min(done, before + file.bytes), held.total);
		});
		if ((await sha256(bytes)) !== file.sha256) throw new ModelDamagedError(file.url);
		const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
		await cache.put(
			modelKey(file),
			new Response(bytes, {
				headers: { 'content-type': contentType, 'content-length': String(bytes.length) }
			})
		);
		done = before + file.bytes;
		onProgress(done, held.total);
	}
	await letGo(deps);
}

async function letGo(deps: ModelDeps): Promise<void> {
	const cache = await deps.caches.open(modelCacheName);
	const known = new Set((await readModelManifest((url) => deps.fetch(url))).map(modelKey));
	for (const request of await cache.keys()) {
		const { pathname, search } = new URL(request.url);
		if (!known.has(pathname + search)) await cache.delete(request);
	}
}

async function read(
	body: ReadableStream<Uint8Array>,
	onBytes: (count: number) => void
): Promise<Uint8Array<ArrayBuffer>> {
	const parts: Uint8Array[] = [];
	let length = 0;
	const reader = body.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		parts.push(value);
		length += value.length;
		onBytes(value.length);
	}
	const all = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sum(files: ModelFile[]): number {
	return files.reduce((bytes, file) => bytes + file.bytes, 0);
}
