import { beforeEach, expect, test } from 'vitest';
import { StillPictures } from './still-pictures.svelte.ts';

const still = { hash: 'h', contentType: 'image/webp' };
let asked: string[];
let made: Blob[];
let gone: string[];
let answer: () => Promise<Uint8Array<ArrayBuffer>>;
let pictures: StillPictures;

beforeEach(() => {
	asked = [];
	made = [];
	gone = [];
	answer = async () => new Uint8Array(3);
	pictures = new StillPictures({
		fetch: (hash) => {
			asked.push(hash);
			return answer();
		},
		address: {
			createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
			revokeObjectURL: (url: string) => void gone.push(url)
		}
	});
});

test('nothing is fetched before it is asked for; hidden and shown again it is fetched again', async () => {
	expect([pictures.shown(still), asked]).toEqual([null, []]);
	await pictures.show(still);
	expect(pictures.shown(still)).toEqual({ url: 'blob:1', failed: false });
	pictures.hide(still);
	expect([pictures.shown(still), gone]).toEqual([null, ['blob:1']]);
	await pictures.show(still);
	expect(asked).toEqual(['h', 'h']);
});

test('hidden while it is on its way, it does not appear', async () => {
	const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
	answer = () => promise;
	const shown = pictures.show(still);
	expect(pictures.shown(still)).toEqual({ url: null, failed: false });
	pictures.hide(still);
	resolve(new Uint8Array(3));
	await shown;
	expect([pictures.shown(still), made]).toEqual([null, []]);
});

test('one that cannot be had is said to be so, and left pages hold none', async () => {
	answer = () => Promise.reject(new Error('away'));
	await pictures.show(still);
	expect(pictures.shown(still)).toEqual({ url: null, failed: true });
	answer = async () => new Uint8Array(3);
	await pictures.show(still);
	pictures.close();
	expect(gone).toEqual(['blob:1']);
});

test('attack: a type that a browser would run is not given to the picture', async () => {
	await pictures.show({ hash: 'h', contentType: 'text/html' });
	expect(made[0]?.type).toBe('application/octet-stream');
});
