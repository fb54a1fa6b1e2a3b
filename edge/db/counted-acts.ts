/** Acts that are counted to slow down whoever guesses: kept for a day, told apart by account and by address. */
import { z } from 'zod';
import { instant, wholeNumber } from './columns.ts';
import { networkOf } from '../access/sign-in-limit.ts';
import type { Counts } from '../access/sign-in-limit.ts';
import type { Query } from './database.ts';

export type CountedAct =
	| 'sign_in_tried'
	| 'sign_in_failed'
	| 'mail_asked'
	| 'start_key_refused'
	| 'provider_sign_in'
	| 'token_keys_rotated'
	| 'passkey_asked'
	| 'join_refused'
	| 'practice_begun';
const row = z.object({
	here: wholeNumber,
	here_at: instant.nullable(),
	account: wholeNumber,
	account_at: instant.nullable(),
	address: wholeNumber,
	address_at: instant.nullable()
});

/** Of the last 15 minutes. */
export async function countActs(
	query: Query,
	act: CountedAct,
	account: string,
	address: string | null
): Promise<Counts> {
	const [found] = await query(
		`select count(*) filter (where account = $2 and address is not distinct from $3) as here,
			max(happened_at) filter (where account = $2 and address is not distinct from $3) as here_at,
			count(*) filter (where account = $2) as account, max(happened_at) filter (where account = $2) as account_at,
			count(*) filter (where address = $3) as address, max(happened_at) filter (where address = $3) as address_at
		from (
			select account, address, happened_at from counted_acts
				where act = $1 and account = $2 and happened_at > now() - interval '15 minutes'
			union all
			select account, address, happened_at from counted_acts
				where act = $1 and address = $3 and account is distinct from $2 and happened_at > now() - interval '15 minutes'
		) counted`,
		[act, account.toLowerCase(), networkOf(address)]
	);
	const count = row.parse(found);
	return {
		here: { times: count.here, lastAt: count.here_at },
		account: { times: count.account, lastAt: count.account_at },
		address: { times: count.address, lastAt: count.address_at }
	};
}

/** Until the transaction ends, whoever else counts this waits: of many at once, each sees those before it. */
export async function lockActs(query: Query, act: CountedAct, account: string): Promise<void> {
	await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
		`${act} ${account.toLowerCase()}`
	]);
}

/** Answers its number. */
export async function insertAct(
	query: Query,
	act: CountedAct,
	account: string,
	address: string | null
): Promise<number> {
	const [added] = await query(
		'insert into counted_acts (act, account, address) values ($1, $2, $3) returning id',
		[act, account.toLowerCase(), networkOf(address)]
	);
	// Rarely, so that the table stays small without a timer of its own.
	await query(
		"delete from counted_acts where random() < 0.01 and happened_at < now() - interval '1 day'"
	);
	return z.object({ id: wholeNumber }).parse(added).id;
}

export async function deleteAct(query: Query, id: number): Promise<void> {
	await query('delete from counted_acts where id = $1', [id]);
}

/** Of one minute, from one address. */
export async function countLastMinute(
	query: Query,
	act: CountedAct,
	address: string
): Promise<number> {
	const [found] = await query(
		"select count(*) as n from counted_acts where act = $1 and address = $2 and happened_at > now() - interval '1 minute'",
		[act, networkOf(address)]
	);
	return z.object({ n: wholeNumber }).parse(found).n;
}

/** Seconds until an hour has passed since the last one; 0: it has. */
export async function secondsOfHourLeft(
	query: Query,
	act: CountedAct,
	account: string
): Promise<number> {
	const [found] = await query(
		`select coalesce(ceil(extract(epoch from max(happened_at) + interval '1 hour' - now())), 0)::int as left
		from counted_acts where act = $1 and account = $2 and happened_at > now() - interval '1 hour'`,
		[act, account.toLowerCase()]
	);
	return z.object({ left: wholeNumber }).parse(found).left;
}

/** It came to a good end: what was counted for it does not slow anybody down. */
export async function deleteActs(query: Query, act: CountedAct, account: string): Promise<void> {
	await query('delete from counted_acts where act = $1 and account = $2', [
		act,
		account.toLowerCase()
	]);
}
