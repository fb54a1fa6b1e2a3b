import { expect, test } from 'vitest';
import type { ItemOf } from '#sync/schema/item.ts';
import type { ResponseValue, UploadedFile } from '#sync/schema/response.ts';
import { filesOf } from '#sync/upload.ts';
import { MemoryShelf } from './memory-shelf.ts';
import { OwnFiles } from './own-files.svelte.ts';

const item = {
	id: 'proof',
	type: 'upload',
	accept: ['any'],
	most: 6
} as unknown as ItemOf<'upload'>;

function desk() {
	let value: ResponseValue | undefined;
	const waiting: (() => void)[] = [];
	const shelf = new MemoryShelf();
	const files = new OwnFiles({
		attempt: 'a',
		shelf,
		channel: { tell: () => undefined, listen: () => () => undefined },
		prepare: async ({ name }) => {
			await new Promise<void>((ready) => waiting.push(ready));
			const file: UploadedFile = { hash: name, name, contentType: 'text/plain', bytes: 1 };
			return { ok: true, file, bytes: new Uint8Array(1), unseen: false };
		},
		answer: { of: () => value, respond: (_item, next) => void (value = next) },
		now: () => 0,
		address: URL
	});
	return {
		files,
		shelf,
		named: () => filesOf(value).map(({ name }) => name),
		/** The file whose turn it is becomes ready. */
		async ready() {
			waiting.shift()?.();
			await turn();
		}
	};
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const chosen = (...names: string[]) => names.map((name) => new File(['x'], name));

test('which files are in no answer yet is known by name until each is in', async () => {
	const { files, named, ready } = desk();
	void files.add(item, chosen('1', '2', '2'));
	await turn();
	expect(files.unready).toEqual(['1', '2', '2']);
	await ready();
	expect(named()).toEqual(['1']);
	expect(files.unready).toEqual(['2', '2']);
	expect([files.working('proof'), files.working('other')]).toEqual([2, 0]);
	await ready();
	await ready();
	expect(files.anyWorking).toBe(false);
	// The same file again is said, not added.
	expect(files.notes('proof')).toEqual([{ because: 'twice', name: '2' }]);
});

test('settled waits for what was added while it waited', async () => {
	const { files, ready, named } = desk();
	let settled = false;
	void files.add(item, chosen('1'));
	void files.settled().then(() => (settled = true));
	await turn();
	void files.add(item, chosen('2'));
	await ready();
	expect(settled).toBe(false);
	await ready();
	expect(settled).toBe(true);
	expect(named()).toEqual(['1', '2']);
});

test('a file that becomes ready while it is handed in joins no answer and stays named, and joins when that is released', async () => {
	const { files, named, ready, shelf } = desk();
	void files.add(item, chosen('late'));
	await turn();
	files.hold();
	await ready();
	expect([...shelf.kept.keys()]).toEqual(['late']);
	expect(named()).toEqual([]);
	expect(files.unready).toEqual(['late']);
	files.release();
	await turn();
	expect(named()).toEqual(['late']);
	expect(files.unready).toEqual([]);
});
