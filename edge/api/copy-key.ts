/** The key pair of a sitting that sealed copies are encrypted to (SPEC X1). */
import { fromBase64url, toBase64url } from '#sync/bytes.ts';
import { createKeyPair, exportPrivateKey, importPrivateKey } from '#sync/copy/hpke.ts';
import type { KeyPair } from '#sync/copy/hpke.ts';
import { seal, unseal } from '../access/sealed.ts';
import { insertCopyKey, selectOptionalCopyKey } from '../db/copy-keys.ts';
import { system, transaction } from '../db/database.ts';
import type { Env } from '../env.ts';

/** HKDF info under which the private key is sealed in the database. */
const PURPOSE = 'invigil-copy-key/1';

/** Public, base64url. Made with the sitting's first ticket, so that every sitting has one, also those of before there were copies. */
export async function copyKeyFor(env: Env, sitting: string): Promise<string | null> {
	const read = () => transaction(env, system, (query) => selectOptionalCopyKey(query, sitting));
	const kept = await read();
	if (kept) return kept.public_key;
	const { privateKey, raw } = await createKeyPair();
	const secret = toBase64url(await exportPrivateKey(privateKey));
	const sealed = await seal(secret, env.COOKIE_SECRET, PURPOSE);
	await transaction(env, system, (query) =>
		insertCopyKey(query, sitting, { public_key: toBase64url(raw), sealed })
	);
	// Somebody else's may have come first.
	return (await read())?.public_key ?? null;
}

/** null: no ticket of the sitting was ever made here. */
export async function optionalCopyKeyPair(env: Env, sitting: string): Promise<KeyPair | null> {
	const kept = await transaction(env, system, (query) => selectOptionalCopyKey(query, sitting));
	if (!kept) return null;
	const pkcs8 = fromBase64url(await unseal(kept.sealed, env.COOKIE_SECRET, PURPOSE));
	return { privateKey: await importPrivateKey(pkcs8), raw: fromBase64url(kept.public_key) };
}
