/** From sign-in to sign-out on one device, and the refresh tokens of that time. Written by the Worker for itself. */
import { z } from 'zod';
import { signInMethod } from '#sync/schema/accounts.ts';
import { person } from '#sync/schema/person.ts';
import { REFRESH_MS } from '../access/refresh-token.ts';
import type { StoredToken } from '../access/refresh-token.ts';
import type { SignedIn } from '../access/access-token.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

export type EndedBecause =
	'signed_out' | 'signed_out_everywhere' | 'reuse' | 'locked' | 'password_changed' | 'erased';

/**
 * Answers false, and writes nothing, where the person is locked or erased by now, or `checked` (the hash that a password was held
 * against; null: there was none) is not theirs any more.
 */
export async function insertSignIn(
	query: Query,
	signIn: {
		id: string;
		person: string;
		institution: string;
		method: z.infer<typeof signInMethod>;
		address: string | null;
		agent: string | null;
		tokenHash: string;
		checked: string | null;
		now: number;
	}
): Promise<boolean> {
	const [row] = await query('select may_sign_in($1, $2) as may', [signIn.person, signIn.checked]);
	if (row?.['may'] !== true) return false;
	await query(
		`insert into sign_ins (id, user_id, institution_id, method, address, agent, expires_at)
		values ($1, $2, $3, $4, $5, left($6, 300), to_timestamp($7::float8 / 1000))`,
		[
			signIn.id,
			signIn.person,
			signIn.institution,
			signIn.method,
			signIn.address,
			signIn.agent,
			signIn.now + REFRESH_MS
		]
	);
	await insertToken(query, signIn.id, signIn.tokenHash, signIn.now);
	// Now and then, so that no timer is needed: what has expired is of no use to anybody, and a re-use of it is refused all the same.
	if (Math.random() < 0.02) await deleteExpired(query);
	return true;
}

async function deleteExpired(query: Query): Promise<void> {
	await query("delete from refresh_tokens where expires_at < now() - interval '1 day'");
	await query('delete from ceremonies where expires_at < now()');
	await query("delete from mailed_links where expires_at < now() - interval '60 days'");
	await query('select forget_ended_sign_ins()');
	await query('select forget_old_mails()');
}

async function insertToken(query: Query, signIn: string, hash: string, now: number): Promise<void> {
	await query(
		`insert into refresh_tokens (hash, sign_in_id, expires_at) values ($1, $2, to_timestamp($3::float8 / 1000))
		on conflict (hash) do nothing`,
		[hash, signIn, now + REFRESH_MS]
	);
}

const stored = z.object({
	expires_at: instant,
	used_at: instant.nullable(),
	used_by: z.string().nullable(),
	live: z.boolean(),
	sign_in_id: uuid,
	institution_id: uuid,
	user_id: uuid,
	name: z.string(),
	email: z.string(),
	roles: person.shape.roles
});
export type FoundToken = StoredToken & { session: SignedIn };

/** Locked until the transaction ends: of two uses at once, the second sees the first. */
export async function selectOptionalToken(query: Query, hash: string): Promise<FoundToken | null> {
	const [row] = await query(
		`select t.expires_at, t.used_at, t.used_by, t.sign_in_id, s.institution_id, u.id as user_id, u.name, u.email, u.roles,
			s.ended_at is null and s.expires_at > now() and u.locked_at is null and u.erased_at is null as live
		from refresh_tokens t join sign_ins s on s.id = t.sign_in_id join users u on u.id = s.user_id
		where t.hash = $1 for update of t`,
		[hash]
	);
	if (!row) return null;
	const { expires_at, used_at, used_by, live, ...rest } = stored.parse(row);
	const { user_id, name, email, roles, institution_id, sign_in_id } = rest;
	const session = {
		person: { id: user_id, name, email, roles },
		institution: institution_id,
		signIn: sign_in_id
	};
	return { expires_at, used_at, used_by, live, session };
}

export async function rotateToken(
	query: Query,
	input: { hash: string; signIn: string; successor: string; request: string | null; now: number }
): Promise<void> {
	await query('update refresh_tokens set used_at = now(), used_by = $2 where hash = $1', [
		input.hash,
		input.request
	]);
	await insertToken(query, input.signIn, input.successor, input.now);
	await query(
		'update sign_ins set last_seen_at = now(), expires_at = to_timestamp($2::float8 / 1000) where id = $1',
		[input.signIn, input.now + REFRESH_MS]
	);
}

export async function endSignIn(query: Query, id: string, because: EndedBecause): Promise<void> {
	await query(
		'update sign_ins set ended_at = now(), ended_because = $2 where id = $1 and ended_at is null',
		[id, because]
	);
}

/** All of a person's but `except`. */
export async function endSignInsOf(
	query: Query,
	person: string,
	because: EndedBecause,
	except: string | null = null
): Promise<void> {
	await query(
		`update sign_ins set ended_at = now(), ended_because = $2
		where user_id = $1 and ended_at is null and id is distinct from $3::uuid`,
		[person, because, except]
	);
}

const bareProof = z.object({ only: z.boolean(), fresh: z.boolean() });

/** `only`: the person has neither a password nor a passkey; `fresh`: they have just signed in. Asked by the Worker itself. */
export async function selectBareProof(
	query: Query,
	signIn: string
): Promise<z.infer<typeof bareProof>> {
	const [row] = await query(
		`select password_hash_of(user_id) is null and not exists (select from user_passkeys k where k.user_id = s.user_id) as only,
			created_at > now() - interval '10 minutes' as fresh
		from sign_ins s where id = $1`,
		[signIn]
	);
	return bareProof.parse(row);
}
