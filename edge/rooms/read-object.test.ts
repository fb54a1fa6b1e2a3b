import { expect, test } from 'vitest';
import { LogUnreadableError, noneIfUnreadable, readObject } from './read-object.ts';

const away = { get: () => Promise.reject(new Error('internal error')) };
const stored = (bytes: Uint8Array<ArrayBuffer>) => ({
	get: async () => ({ arrayBuffer: async () => bytes.buffer })
});

test('storage that is away, or breaks off, is told from an object that is not there', async () => {
	expect(await readObject({ get: async () => null }, 'checkpoint')).toBeNull();
	expect(await readObject(stored(new Uint8Array([1, 2])), 'x')).toEqual(new Uint8Array([1, 2]));
	await expect(readObject(away, 'checkpoint')).rejects.toThrow(LogUnreadableError);
	const brokenOff = { arrayBuffer: () => Promise.reject(new Error('network')) };
	await expect(readObject({ get: async () => brokenOff }, 'x')).rejects.toThrow(LogUnreadableError);
});

test('what a record is whole without is left out while the storage is away, and no other failure is', async () => {
	const proof = async () => [String(await readObject(away, 'checkpoint'))];
	expect(await noneIfUnreadable(proof())).toEqual([]);
	await expect(noneIfUnreadable(Promise.reject(new Error('a defect')))).rejects.toThrow('a defect');
	expect(await noneIfUnreadable(Promise.resolve(['a']))).toEqual(['a']);
});
