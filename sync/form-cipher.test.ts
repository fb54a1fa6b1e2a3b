import { beforeAll, expect, test } from 'vitest';
import type { Bytes } from './bytes.ts';
import { toBase64url, utf8 } from './bytes.ts';
import { decryptForm, encryptForm, importContentKey, unwrapWithStartCode } from './form-cipher.ts';
import { sha256Hex } from './hash.ts';
import type { Argon2 } from './start-code.ts';
import { createStartCode, normaliseStartCode, pureArgon2, wasmArgon2 } from './start-code.ts';
import { uuid } from './testing/fixture.ts';
import { testForm } from './testing/forms.ts';

const randomBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));
const picture = utf8('a picture');
const form = {
	...testForm,
	media: [{ hash: sha256Hex(picture), contentType: 'image/png' as const, bytes: picture.length }]
};
const media = new Map([[sha256Hex(picture), picture]]);
/** Not Argon2: what is tested here is what is done with its answer. */
const quick: Argon2 = async ({ password, salt }) =>
	new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...password, ...salt])));
const startCode = 'K7QF3-M2P9X';

let packed: Awaited<ReturnType<typeof encryptForm>>;
beforeAll(async () => {
	packed = await encryptForm({
		form,
		media,
		sitting: uuid(2),
		startCode,
		issuedAt: 1,
		randomBytes,
		argon2: quick
	});
});

const open = async (manifest = packed.manifest, blobs = packed.blobs, raw = packed.contentKey) =>
	decryptForm(manifest, await importContentKey(raw), async (hash) => blobs.get(hash) ?? null);

test('F1: the form and its media come out as they went in', async () => {
	expect(await open()).toEqual({ ok: true, form, media });
});

test('F1: nothing readable of the form is in the package', () => {
	const bytes = [...packed.blobs.values()]
		.map((blob) => Buffer.from(blob).toString('latin1'))
		.join();
	for (const secret of ['Option', 'picture', 'Discuss'])
		expect(bytes + JSON.stringify(packed.manifest)).not.toContain(secret);
	expect(JSON.stringify(packed.manifest)).not.toContain(toBase64url(packed.contentKey));
});

test('F3: the start code gives the key, however it is typed; another gives nothing', async () => {
	for (const typed of [startCode, 'k7qf3m2p9x', ' k7qf3 m2p9x '])
		expect(await unwrapWithStartCode(packed.manifest, typed, quick)).toEqual({
			ok: true,
			contentKey: packed.contentKey
		});
	for (const typed of ['K7QF3-M2P9Y', 'K7QF3', '', 'K7QF3-M2P9U'])
		expect(await unwrapWithStartCode(packed.manifest, typed, quick)).toEqual({
			ok: false,
			refusal: { code: 'start_code_wrong' }
		});
});

test('F3: letters that look like digits are read as digits', () => {
	expect(normaliseStartCode('oil00-ilo11')).toBe('01100-11011');
	for (let at = 0; at < 50; at++)
		expect(normaliseStartCode(createStartCode(randomBytes))).toMatch(/^.{5}-.{5}$/);
});

test('F3: both Argon2id are the same function', async () => {
	const input = {
		password: utf8('K7QF3M2P9X'),
		salt: new Uint8Array(16),
		memoryKiB: 64,
		iterations: 2,
		parallelism: 1
	};
	expect(await wasmArgon2(input)).toEqual(await pureArgon2(input));
});

test('F2: blobs of another sitting do not open', async () => {
	expect(await open({ ...packed.manifest, sitting: uuid(3) })).toMatchObject({
		refusal: { code: 'key_wrong' }
	});
});

test('F2: two blobs exchanged do not open', async () => {
	const [a, b] = packed.manifest.blobs;
	if (!a || !b) throw new Error('two blobs');
	const blobs = [
		{ ...a, name: b.name },
		{ ...b, name: a.name }
	];
	expect(await open({ ...packed.manifest, blobs })).toMatchObject({
		refusal: { code: 'key_wrong' }
	});
});

test('F4: a missing, a changed and a wrongly keyed blob', async () => {
	expect(await open(packed.manifest, new Map())).toMatchObject({
		refusal: { code: 'form_damaged', evidence: { because: 'missing' } }
	});
	const changed = new Map(
		[...packed.blobs].map(([hash, bytes]) => [hash, bytes.map((byte) => byte ^ 1)])
	);
	expect(await open(packed.manifest, changed)).toMatchObject({
		refusal: { code: 'form_damaged', evidence: { because: 'hash' } }
	});
	expect(await open(packed.manifest, packed.blobs, randomBytes(32))).toMatchObject({
		refusal: { code: 'key_wrong' }
	});
	expect(await open({ ...packed.manifest, formHash: '0'.repeat(64) })).toMatchObject({
		refusal: { code: 'form_damaged', evidence: { because: 'plain_hash' } }
	});
});

test('F4: the content key cannot be read out of the page', async () => {
	const key = await importContentKey(packed.contentKey);
	await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});
