import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { cacheModels, ModelDamagedError, modelsHeld, type ModelDeps } from './offline-models.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const file = (name: string, text: string, precache = true, uses = ['faces']) => ({
	name,
	url: `/vendor/${name}`,
	bytes: text.length,
	sha256: sha256(text),
	uses,
	precache
});

/** Caches and a network in memory, as much of them as the module uses. */
function world(served: Record<string, string>) {
	const kept = new Map<string, Response>();
	const asked: string[] = [];
	const cache: Partial<Cache> = {
		match: async (key) => kept.get(String(key))?.clone(),
		put: async (key, response) => void kept.set(String(key), response),
		keys: async () => [...kept.keys()].map((key) => new Request(`http://localhost${key}`)),
		delete: async (request) => {
			const { pathname, search } = new URL((request as Request).url);
			return kept.delete(pathname + search);
		}
	};
	const deps: ModelDeps = {
		caches: { open: async () => cache as Cache },
		fetch: async (url) => {
			asked.push(url);
			const body = served[url];
			return body === undefined ? new Response(null, { status: 404 }) : new Response(body);
		}
	};
	return { deps, kept, asked };
}

const manifest = (...files: ReturnType<typeof file>[]) => JSON.stringify(files);

test('what is on the device is not fetched again, and old browsers’ variants not at all', async () => {
	const list = manifest(
		file('a.wasm', 'aaaa'),
		file('b.tflite', 'bb'),
		file('old.wasm', 'o', false)
	);
	const { deps, asked } = world({
		'/vendor/manifest.json': list,
		'/vendor/a.wasm': 'aaaa',
		'/vendor/b.tflite': 'bb'
	});
	const steps: [number, number][] = [];
	await cacheModels(['faces'], (done, total) => steps.push([done, total]), undefined, deps);
	expect(steps.at(0)).toEqual([0, 6]);
	expect(steps.at(-1)).toEqual([6, 6]);
	expect(await modelsHeld(['faces'], deps)).toEqual({ done: 6, total: 6, missing: [] });
	await cacheModels(['faces'], () => undefined, undefined, deps);
	expect(asked.filter((url) => url !== '/vendor/manifest.json')).toEqual([
		'/vendor/a.wasm',
		'/vendor/b.tflite'
	]);
});

test('a file with another hash than the manifest’s is not kept', async () => {
	const { deps, kept } = world({
		'/vendor/manifest.json': manifest(file('a.wasm', 'aaaa')),
		'/vendor/a.wasm': 'aaab'
	});
	await expect(cacheModels(['faces'], () => undefined, undefined, deps)).rejects.toThrow(
		ModelDamagedError
	);
	expect(kept.size).toBe(0);
});

test('a file of an earlier version is let go once the new one is here', async () => {
	const served: Record<string, string> = {
		'/vendor/manifest.json': manifest(file('a.wasm', 'old!')),
		'/vendor/a.wasm': 'old!'
	};
	const { deps, kept } = world(served);
	await cacheModels(['faces'], () => undefined, undefined, deps);
	served['/vendor/manifest.json'] = manifest(file('a.wasm', 'new!'));
	served['/vendor/a.wasm'] = 'new!';
	expect((await modelsHeld(['faces'], deps)).missing).toHaveLength(1);
	await cacheModels(['faces'], () => undefined, undefined, deps);
	expect([...kept.keys()]).toEqual([`/vendor/a.wasm?sha256=${sha256('new!')}`]);
});

test('only what is needed is fetched, and what was needed before stays', async () => {
	const { deps, asked, kept } = world({
		'/vendor/manifest.json': manifest(
			file('both.wasm', 'both', true, ['faces', 'landmarks']),
			file('faces.bin', 'f'),
			file('landmarks.bin', 'l', true, ['landmarks']),
			file('things.bin', 't', true, ['things'])
		),
		'/vendor/both.wasm': 'both',
		'/vendor/faces.bin': 'f',
		'/vendor/landmarks.bin': 'l'
	});
	await cacheModels(['faces'], () => undefined, undefined, deps);
	expect(asked).not.toContain('/vendor/landmarks.bin');
	expect((await modelsHeld(['faces', 'landmarks'], deps)).missing).toMatchObject([
		{ name: 'landmarks.bin' }
	]);
	await cacheModels(['landmarks'], () => undefined, undefined, deps);
	expect(kept.size).toBe(3);
	expect(asked).not.toContain('/vendor/things.bin');
	expect(await modelsHeld([], deps)).toEqual({ done: 0, total: 0, missing: [] });
});
