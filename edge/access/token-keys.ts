/**
 * The keys that sign access tokens. A new one every 30 days; the one before goes on being accepted for a day, and a refresh token is
 * no JWT, so nobody is signed out by a rotation. An isolate reads them once a minute, or at once when a token names one it lacks.
 */
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { transaction, system } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { insertTokenKey, selectTokenKeys } from '../db/token-keys.ts';
import type { TokenKey } from '../db/token-keys.ts';
import type { Env } from '../env.ts';
import type { SigningKey } from './access-token.ts';
import { seal, unseal } from './sealed.ts';

const DAY_MS = 24 * 3_600_000;
const ROTATE_AFTER_MS = 30 * DAY_MS;
const FRESH_MS = 60_000;
/** However many tokens name unknown keys: the database is asked no oftener. */
const AGAIN_MS = 5_000;
const PURPOSE = 'invigil-token-key/1';

export type KeyRing = { signing: SigningKey; jwks: JSONWebKeySet };
type Kept = { ring: KeyRing; readAt: number };
const kept = new Map<string, Promise<Kept>>();

/** `wanted`: the key a token names, if it has to be among them. */
export async function keyRing(env: Env, wanted: string | null = null): Promise<KeyRing> {
	const now = Date.now();
	const have = await kept.get(env.DATABASE_URL)?.catch(() => null);
	if (have) {
		const age = now - have.readAt;
		const lacking =
			wanted !== null && !have.ring.jwks.keys.some(({ kid }) => kid === wanted) && age > AGAIN_MS;
		if (age < FRESH_MS && !lacking) return have.ring;
	}
	const reading = read(env, now).then((ring) => ({ ring, readAt: now }));
	kept.set(env.DATABASE_URL, reading);
	return (await reading).ring;
}

async function read(env: Env, now: number): Promise<KeyRing> {
	const keys = await transaction(env, system, selectTokenKeys);
	const newest = keys.find(({ retired_at }) => retired_at === null);
	const current =
		newest && now - newest.created_at < ROTATE_AFTER_MS ? newest : await addKey(env, now);
	const known = keys.some(({ id }) => id === current.id) ? keys : [current, ...keys];
	const pkcs8 = await unseal(current.sealed_private, env.COOKIE_SECRET, PURPOSE);
	const privateKey = await importPKCS8(pkcs8, 'EdDSA');
	return {
		signing: { id: current.id, privateKey },
		jwks: { keys: known.map(publicJwk) }
	};
}

async function addKey(env: Env, now: number): Promise<TokenKey> {
	const key = await makeKey(env, now);
	await transaction(env, system, (query) => insertTokenKey(query, key));
	return key;
}

/** What `POST /admin/token-keys` does, in a transaction of the Worker's own. Answers the new key's id. */
export async function rotateKey(env: Env, query: Query, now: number): Promise<string> {
	const key = await makeKey(env, now);
	await insertTokenKey(query, key);
	return key.id;
}

async function makeKey(env: Env, now: number): Promise<TokenKey> {
	const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
	const { x = '' } = await exportJWK(pair.publicKey);
	return {
		id: crypto.randomUUID(),
		public_jwk: { kty: 'OKP', crv: 'Ed25519', x },
		sealed_private: await seal(await exportPKCS8(pair.privateKey), env.COOKIE_SECRET, PURPOSE),
		created_at: now,
		retired_at: null
	};
}

const publicJwk = ({ id, public_jwk }: TokenKey) => ({
	...public_jwk,
	kid: id,
	alg: 'EdDSA',
	use: 'sig'
});
