import { z } from 'zod';
import { instant } from './columns.ts';
import type { Query } from './database.ts';

const tokenKey = z.object({
	id: z.string(),
	public_jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
	sealed_private: z.string(),
	created_at: instant,
	retired_at: instant.nullable()
});
export type TokenKey = z.infer<typeof tokenKey>;

/** Newest first; those retired long ago are left out. Only for the Worker itself. */
export async function selectTokenKeys(query: Query): Promise<TokenKey[]> {
	return z.array(tokenKey).parse(await query('select * from list_token_keys()'));
}

/** Retires the key before it. */
export async function insertTokenKey(
	query: Query,
	key: Pick<TokenKey, 'id' | 'public_jwk' | 'sealed_private'>
): Promise<void> {
	await query('select add_token_key($1, $2, $3)', [
		key.id,
		JSON.stringify(key.public_jwk),
		key.sealed_private
	]);
}
