/** A form encrypted under a key of a sitting's own: what the sitting's row says of it. */
import { argon2id } from '@noble/hashes/argon2.js';
import { toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { encryptForm } from '#sync/form-cipher.ts';
import type { Form } from '#sync/schema/form.ts';
import { sign } from '#sync/signed.ts';
import { createStartCode } from '#sync/start-code.ts';
import type { Argon2 } from '#sync/start-code.ts';
import type { NewSitting } from '../db/publishing.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';

type Sealed = Pick<NewSitting, 'manifest' | 'formHash' | 'itemCount' | 'startCode' | 'contentKey'>;

const BLOBS_AT_ONCE = 6;
const random = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

export async function sealForm(
	env: Env,
	sitting: string,
	form: Form,
	media: ReadonlyMap<string, Bytes>
): Promise<Sealed> {
	const startCode = createStartCode(random);
	const sealed = await encryptForm({
		form,
		media,
		sitting,
		startCode,
		issuedAt: Date.now(),
		randomBytes: random,
		argon2
	});
	// Blobs first: a manifest in the database must never name one that is not there.
	await putBlobs(env, sealed.blobs);
	return {
		manifest: await sign('invigil-form/1', sealed.manifest, await edgeSigner(env)),
		formHash: sealed.manifest.formHash,
		itemCount: form.items.length,
		startCode,
		contentKey: toHex(sealed.contentKey)
	};
}

/** In plain JavaScript: a Worker may not compile WebAssembly from bytes. */
const argon2: Argon2 = async ({ password, salt, memoryKiB, iterations, parallelism }) =>
	argon2id(password, salt, { m: memoryKiB, t: iterations, p: parallelism, dkLen: 32 });

async function putBlobs(env: Env, blobs: ReadonlyMap<string, Bytes>): Promise<void> {
	const all = [...blobs];
	for (let from = 0; from < all.length; from += BLOBS_AT_ONCE)
		await Promise.all(
			all
				.slice(from, from + BLOBS_AT_ONCE)
				.map(([hash, bytes]) => env.BLOBS.put(`forms/${hash}`, bytes))
		);
}
