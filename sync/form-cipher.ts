/**
 * The form on its way to a device before the start: AES-256-GCM blobs under one content key, listed in a manifest that the edge signs.
 * The key comes from the edge when the sitting opens, or out of the manifest with the start code.
 * What is authenticated with each blob names its place, so blobs of two sittings or two names cannot be exchanged.
 */
import { fromBase64url, text, toBase64url, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { form as formSchema } from './schema/form.ts';
import type { Form, FormBlob, FormManifest, WrappedKey } from './schema/form.ts';
import { argon2Cost, normaliseStartCode, startCodeKey, wasmArgon2 } from './start-code.ts';
import type { Argon2 } from './start-code.ts';

type Random = (count: number) => Bytes;

/** SHA-256 of the form's RFC 8785 bytes. */
export function formHash(form: Form): string {
	return sha256Hex(canonicalBytes(form));
}

export async function encryptForm(input: {
	form: Form;
	/** Plain bytes by SHA-256. */
	media: ReadonlyMap<string, Bytes>;
	sitting: string;
	startCode: string;
	issuedAt: number;
	randomBytes: Random;
	argon2?: Argon2;
}): Promise<{ manifest: FormManifest; blobs: Map<string, Bytes>; contentKey: Bytes }> {
	const { form, media, sitting, randomBytes } = input;
	const plainForm = canonicalBytes(formSchema.parse(form));
	const contentKey = randomBytes(32);
	const key = await aesKey(contentKey, 'encrypt');
	const blobs = new Map<string, Bytes>();
	const listed: FormBlob[] = [];
	const add = async (name: FormBlob['name'], plain: Bytes) => {
		const iv = randomBytes(12);
		const sealed = await encrypt(key, iv, blobPlace(sitting, name), plain);
		const hash = sha256Hex(sealed);
		blobs.set(hash, sealed);
		listed.push({ name, hash, bytes: sealed.length, iv: toBase64url(iv) });
	};
	await add('form', plainForm);
	for (const { hash } of form.media) {
		const plain = media.get(hash);
		if (!plain || sha256Hex(plain) !== hash) throw new Error(`media ${hash} is missing or differs`);
		await add(hash, plain);
	}
	const manifest: FormManifest = {
		version: 1,
		sitting,
		formHash: sha256Hex(plainForm),
		blobs: listed,
		wrapped: await wrap(contentKey, input),
		issuedAt: input.issuedAt
	};
	return { manifest, blobs, contentKey };
}

async function wrap(
	contentKey: Bytes,
	input: { sitting: string; startCode: string; randomBytes: Random; argon2?: Argon2 }
): Promise<WrappedKey> {
	const code = normaliseStartCode(input.startCode);
	if (code === null) throw new TypeError('not a start code');
	const cost = { salt: toBase64url(input.randomBytes(16)), ...argon2Cost };
	const raw = await startCodeKey(code, cost, input.argon2 ?? wasmArgon2);
	const iv = input.randomBytes(12);
	const key = await aesKey(raw as Bytes, 'encrypt');
	const wrapped = await encrypt(key, iv, keyPlace(input.sitting), contentKey);
	return { kdf: 'argon2id', ...cost, iv: toBase64url(iv), key: toBase64url(wrapped) };
}

/** Takes about a second on purpose. A code with a typing error and a code of another sitting end alike. */
export async function unwrapWithStartCode(
	manifest: FormManifest,
	typed: string,
	argon2: Argon2 = wasmArgon2
): Promise<{ ok: true; contentKey: Bytes } | Refused> {
	const code = normaliseStartCode(typed);
	if (code === null) return refuse('start_code_wrong');
	const { wrapped, sitting } = manifest;
	const key = await aesKey((await startCodeKey(code, wrapped, argon2)) as Bytes, 'decrypt');
	const iv = fromBase64url(wrapped.iv);
	const contentKey = await decrypt(key, iv, keyPlace(sitting), fromBase64url(wrapped.key));
	return contentKey?.length === 32 ? { ok: true, contentKey } : refuse('start_code_wrong');
}

/** Non-extractable: once here it can be used by this page and read by none. */
export function importContentKey(raw: Bytes): Promise<CryptoKey> {
	return aesKey(raw, 'decrypt');
}

/** `getBlob` answers null for what is not there. The manifest's signature is checked by who opened the envelope. */
export async function decryptForm(
	manifest: FormManifest,
	key: CryptoKey,
	getBlob: (hash: string) => Promise<Bytes | null>
): Promise<{ ok: true; form: Form; media: Map<string, Bytes> } | Refused> {
	const plain = new Map<string, Bytes>();
	for (const blob of manifest.blobs) {
		const sealed = await getBlob(blob.hash);
		if (!sealed) return refuse('form_damaged', { blob: blob.name, because: 'missing' });
		if (sha256Hex(sealed) !== blob.hash)
			return refuse('form_damaged', { blob: blob.name, because: 'hash' });
		const place = blobPlace(manifest.sitting, blob.name);
		const opened = await decrypt(key, fromBase64url(blob.iv), place, sealed);
		if (!opened) return refuse('key_wrong', { blob: blob.name });
		const expected = blob.name === 'form' ? manifest.formHash : blob.name;
		if (sha256Hex(opened) !== expected)
			return refuse('form_damaged', { blob: blob.name, because: 'plain_hash' });
		plain.set(blob.name, opened);
	}
	const bytes = plain.get('form');
	if (!bytes) return refuse('form_damaged', { blob: 'form', because: 'missing' });
	plain.delete('form');
	const read = formSchema.safeParse(JSON.parse(text(bytes)));
	if (!read.success) return refuse('wrong_schema');
	const missing = read.data.media.find(({ hash }) => !plain.has(hash));
	if (missing) return refuse('form_damaged', { blob: missing.hash, because: 'missing' });
	return { ok: true, form: read.data, media: plain };
}

function blobPlace(sitting: string, name: string): Bytes {
	return utf8(`invigil-blob/1\0${sitting}\0${name}`);
}

function keyPlace(sitting: string): Bytes {
	return utf8(`invigil-content-key/1\0${sitting}`);
}

function aesKey(raw: Bytes, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, [usage]);
}

async function encrypt(key: CryptoKey, iv: Bytes, place: Bytes, plain: Bytes): Promise<Bytes> {
	const parameters = { name: 'AES-GCM', iv, additionalData: place };
	return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain));
}

/** null: the tag does not fit, so the key, the place or the bytes are others. */
async function decrypt(
	key: CryptoKey,
	iv: Bytes,
	place: Bytes,
	sealed: Bytes
): Promise<Bytes | null> {
	try {
		const parameters = { name: 'AES-GCM', iv, additionalData: place };
		return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
	} catch (_tagDiffers) {
		return null;
	}
}
