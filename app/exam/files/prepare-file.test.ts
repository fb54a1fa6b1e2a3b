import { expect, test } from 'vitest';
import { sha256Hex } from '#sync/hash.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import { fitted } from './draw-anew.ts';
import { prepareFile } from './prepare-file.ts';
import { heic, PICTURE } from './testing/heic.ts';

const item: ItemOf<'upload'> = {
	id: 'working',
	type: 'upload',
	prompt: 'Show it.',
	points: 1,
	accept: ['any'],
	most: 3,
	mostBytes: 5_000
};
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 1, 2, 3);
const drawn = async () => Uint8Array.of(0xff, 0xd8, 0xff, 9);
const unable = async () => null;

test('a picture is drawn anew and named as what it became', async () => {
	const made = await prepareFile(new File([jpeg], 'IMG 1.png'), item, drawn);
	expect(made).toMatchObject({
		ok: true,
		unseen: false,
		file: { name: 'IMG 1.jpg', contentType: 'image/jpeg', bytes: 4, hash: sha256Hex(await drawn()) }
	});
});

test('a photograph this browser cannot open is taken without its place, and that is said', async () => {
	const made = await prepareFile(new File([heic()], 'IMG.heic'), item, unable);
	expect(made).toMatchObject({ ok: true, unseen: true, file: { contentType: 'image/heic' } });
	const kept = new TextDecoder('latin1').decode(made.ok ? made.bytes : undefined);
	expect(kept).toContain(PICTURE);
	expect(kept).not.toContain('12.0464S');
});

test('attack: a photograph whose place cannot be found in it does not leave the device with it', async () => {
	const made = await prepareFile(new File([heic(1_000_000)], 'IMG.heic'), item, unable);
	expect(made).toEqual({ ok: false, because: 'unreadable' });
});

test('a document stays as it is, byte for byte', async () => {
	const text = new TextEncoder().encode('Lima');
	const made = await prepareFile(new File([text], 'answer.txt'), item, unable);
	expect(made).toMatchObject({ ok: true, file: { name: 'answer.txt', hash: sha256Hex(text) } });
});

test('a damaged picture, an empty file, a program and what is too large are not taken, each with its reason', async () => {
	const because = async (file: File, of = item) => {
		const made = await prepareFile(file, of, unable);
		return made.ok ? null : made.because;
	};
	expect(await because(new File([jpeg], 'a.jpg'))).toBe('unreadable');
	expect(await because(new File([], 'a.txt'))).toBe('wrong_type');
	expect(await because(new File([Uint8Array.of(77, 90, 0)], 'a.exe'))).toBe('wrong_type');
	expect(await because(new File(['x'], 'a.txt'), { ...item, accept: ['image'] })).toBe(
		'wrong_type'
	);
	expect(await because(new File(['x'.repeat(5_001)], 'a.txt'))).toBe('too_large');
});

test('a name that would not fit the log is made to', async () => {
	const made = await prepareFile(new File(['x'], `${'a'.repeat(300)}\ud800.txt`), item, unable);
	const name = made.ok ? made.file.name : '';
	expect(name).toHaveLength(255);
	expect(name.isWellFormed()).toBe(true);
	expect(name.endsWith('.txt')).toBe(true);
});

test('the long side is what can be read, and nothing is made larger', () => {
	expect(fitted({ width: 4000, height: 3000 }, 2560)).toEqual({ width: 2560, height: 1920 });
	expect(fitted({ width: 300, height: 200 }, 2560)).toEqual({ width: 300, height: 200 });
	expect(fitted({ width: 90_000, height: 1 }, 2560)).toEqual({ width: 2560, height: 1 });
});
