import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { noTimbre, type Timbre } from '#models/voice/index.ts';
import { LikenessStore } from './likeness-store.ts';
import { TemplateStore } from './template-store.ts';
import { VoiceStore } from './voice-store.ts';

const NAME = 'voice-test';
const attempt = '4e1b2c3d-0000-4000-8000-000000000001';
const { sums, products } = noTimbre();
const voice: Timbre = {
	frames: 812,
	sums: sums.map((_, i) => 1_000 * Math.sin(i + 1)),
	products: products.map((_, i) => 1e6 * Math.cos(i + 1))
};
const open: { close(): void }[] = [];
function store(): VoiceStore {
	const made = new VoiceStore(NAME);
	open.push(made);
	return made;
}
afterEach(async () => {
	for (const each of open.splice(0)) each.close();
	await Dexie.delete(NAME);
});

async function rows(): Promise<{ key: CryptoKey; data: Uint8Array<ArrayBuffer> }[]> {
	const db = await new Dexie(NAME).open();
	try {
		return await db.table('voices').toArray();
	} finally {
		db.close();
	}
}

test('a voice is read again after a reload to the last digit, until its time is up, and then let go of with its key', async () => {
	await store().put(attempt, voice, 1_000);
	expect(await store().get(attempt, 999)).toEqual(voice);
	expect(await store().get(attempt, 1_000)).toBeNull();
	expect(await store().get('another attempt', 0)).toBeNull();
	expect(await store().sweep(999)).toBe(0);
	expect(await store().sweep(1_000)).toBe(1);
	expect(await rows()).toEqual([]);
});

test('it lies there encrypted, under a key that the browser does not give out', async () => {
	await store().put(attempt, voice, 1_000);
	const [row] = await rows();
	if (!row) throw new Error('Nothing was kept.');
	await expect(crypto.subtle.exportKey('raw', row.key)).rejects.toThrow();
	const plain = new Uint8Array(Float64Array.from([...voice.sums, ...voice.products]).buffer);
	const seen = row.data.join(' ');
	for (let at = 0; at < plain.length; at += 64)
		expect(seen).not.toContain(plain.subarray(at, at + 8).join(' '));
});

test('what is no description of a voice, or that of a face, is not taken for one', async () => {
	const kept = new TemplateStore({ name: NAME, table: 'voices', about: 'invigil-voice/1' });
	open.push(kept);
	await kept.put('short', Float64Array.of(1, 2, 3), 1_000);
	await kept.put('odd', Uint8Array.of(1, 2, 3), 1_000);
	expect(await store().get('short', 0)).toBeNull();
	expect(await store().get('odd', 0)).toBeNull();

	const faces = new LikenessStore(`${NAME}-face`);
	open.push(faces);
	await faces.put(attempt, new Float32Array(2), 1_000);
	const from = await new Dexie(`${NAME}-face`).open();
	const row = await from.table('likenesses').get(attempt);
	from.close();
	const to = await new Dexie(NAME).open();
	await to.table('voices').put(row);
	to.close();
	expect(await store().get(attempt, 0)).toBeNull();
	faces.close();
	await Dexie.delete(`${NAME}-face`);
});
