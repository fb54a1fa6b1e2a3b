/** The installation's signing key, imported once per isolate. */
import { fromBase64url } from '#sync/bytes.ts';
import { importEdgePrivateKey, keyId } from '#sync/keys.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { EdgeSigner } from '#sync/signed.ts';
import type { Env } from './env.ts';

type KeyEnv = Pick<Env, 'EDGE_PRIVATE_KEY' | 'EDGE_PUBLIC_KEY'>;
const imported = new Map<string, Promise<CryptoKey>>();

export function edgeKeyOf(env: KeyEnv): EdgeKey {
	return { id: keyId(fromBase64url(env.EDGE_PUBLIC_KEY)), publicKey: env.EDGE_PUBLIC_KEY };
}

export async function edgeSigner(env: KeyEnv): Promise<EdgeSigner> {
	let key = imported.get(env.EDGE_PUBLIC_KEY);
	if (!key) {
		key = importEdgePrivateKey(fromBase64url(env.EDGE_PRIVATE_KEY));
		imported.set(env.EDGE_PUBLIC_KEY, key);
	}
	return { privateKey: await key, id: edgeKeyOf(env).id };
}
