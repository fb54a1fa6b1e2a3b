import { expect, test } from 'vitest';
import { giveOwnFiles } from './own-files.ts';

const scope = () => ({
	fetch: (() => Promise.reject(new Error('The network was asked.'))) as typeof fetch,
	location: { href: 'https://exam.test/_app/immutable/workers/identity.js' }
});
const files = [{ url: '/vendor/human/a.wasm', sha256: 'aa' }];
const bytes = new Uint8Array([1, 2, 3]);

test('a file of the build is given as what it is', async () => {
	const own = scope();
	const given = giveOwnFiles(own, files, () => Promise.resolve(bytes));
	const response = await own.fetch('/vendor/human/a.wasm');
	expect(response.headers.get('content-type')).toBe('application/wasm');
	expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
	expect(given.failure()).toBeNull();
});

test.each([
	'https://cdn.example/a.wasm',
	'/vendor/human/b.wasm',
	'https://cdn.example/vendor/human/a.wasm'
])('%s is refused without being asked for', async (url) => {
	const own = scope();
	const given = giveOwnFiles(own, files, () => Promise.resolve(bytes));
	await expect(own.fetch(url)).rejects.toThrow('Not one of');
	expect(given.failure()).toBe('model_missing');
});

test('a damaged file is refused, and that it was is remembered', async () => {
	const own = scope();
	const given = giveOwnFiles(own, files, () => Promise.resolve('model_damaged' as const));
	await expect(own.fetch(new Request('https://exam.test/vendor/human/a.wasm'))).rejects.toThrow(
		'model_damaged'
	);
	expect(given.failure()).toBe('model_damaged');
});
