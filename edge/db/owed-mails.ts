/** Mails that an import owes: written with it, sent after it, deleted once sent. */
import { z } from 'zod';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

export type OwedKind = 'address_changed' | 'link';

/** As the admin. */
export async function insertOwedMails(
	query: Query,
	institution: string,
	mails: readonly { person: string; kind: OwedKind; email: string }[]
): Promise<void> {
	await query(
		`insert into owed_mails (institution_id, user_id, kind, email)
		select $1::uuid, person, kind, email from unnest($2::uuid[], $3::text[], $4::text[]) as t (person, kind, email)
		on conflict do nothing`,
		[
			institution,
			mails.map(({ person }) => person),
			mails.map(({ kind }) => kind),
			mails.map(({ email }) => email)
		]
	);
}

export async function countOwedMails(query: Query, institution: string): Promise<number> {
	const [row] = await query('select count(*) as n from owed_mails where institution_id = $1', [
		institution
	]);
	return z.object({ n: wholeNumber }).parse(row).n;
}

const taken = z.object({
	id: wholeNumber,
	kind: z.enum(['address_changed', 'link']),
	email: z.string(),
	person: uuid,
	name: z.string(),
	current: z.boolean(),
	verified: z.boolean(),
	away: z.boolean(),
	hasPassword: z.boolean()
});
export type TakenMail = z.infer<typeof taken>;

/** By the clock that says when something was tried. */
export async function beginRound(query: Query): Promise<number> {
	const [row] = await query(
		'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as at'
	);
	return z.object({ at: wholeNumber }).parse(row).at;
}

/**
 * The next ones, those that were never tried first; what was tried since the round began waits for the next. Nobody else takes them
 * meanwhile, unless whoever took them has been silent for longer than any request lasts. Only for the Worker itself.
 */
export async function takeOwedMails(
	query: Query,
	institution: string,
	round: number,
	most: number
): Promise<TakenMail[]> {
	await query('select forget_old_mails()');
	const rows = await query(
		`update owed_mails m set taken_at = now() from users u
		where u.id = m.user_id and m.id in (
			select id from owed_mails where institution_id = $1 and (taken_at is null or taken_at < now() - interval '3 minutes')
				and (tried_at is null or tried_at < to_timestamp($2::float8 / 1000))
			order by tried_at nulls first, id limit $3 for update skip locked)
		returning m.id, m.kind, m.email, u.id as person, u.name, lower(u.email) = lower(m.email) as current,
			u.email_verified_at is not null as verified, u.locked_at is not null or u.erased_at is not null as away,
			password_hash_of(u.id) is not null as "hasPassword"`,
		[institution, round, most]
	);
	return z.array(taken).parse(rows);
}

/** Only for the Worker itself. */
export async function settleOwedMails(
	query: Query,
	settled: { done: readonly number[]; failed: readonly number[] }
): Promise<void> {
	await query('delete from owed_mails where id = any ($1::bigint[])', [settled.done]);
	await query(
		'update owed_mails set taken_at = null, tried_at = now() where id = any ($1::bigint[])',
		[settled.failed]
	);
}

/** They got the link another way. Only for the Worker itself. */
export async function forgetOwedLink(query: Query, person: string): Promise<void> {
	await query("delete from owed_mails where user_id = $1 and kind = 'link'", [person]);
}
