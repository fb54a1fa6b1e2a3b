/** Argon2id takes up to a second on a cheap phone, so it has a worker of its own. The key leaves it non-extractable. */
import { expose } from 'comlink';
import { importContentKey, unwrapWithStartCode } from '#sync/form-cipher.ts';
import type { Refused } from '#sync/refusal.ts';
import type { FormManifest } from '#sync/schema/form.ts';

export type Unwrapped = { ok: true; key: CryptoKey } | Refused;

const startCode = {
	async unwrap(manifest: FormManifest, typed: string): Promise<Unwrapped> {
		const opened = await unwrapWithStartCode(manifest, typed);
		return opened.ok ? { ok: true, key: await importContentKey(opened.contentKey) } : opened;
	}
};
export type StartCode = typeof startCode;

expose(startCode);
