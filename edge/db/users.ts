import { z } from 'zod';
import { role } from '#sync/schema/person.ts';
import type { Role } from '#sync/schema/person.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const account = z.object({
	id: uuid,
	institution_id: uuid,
	email: z.string(),
	name: z.string(),
	roles: z.array(role),
	second_factor: z.boolean(),
	verified: z.boolean(),
	locked: z.boolean(),
	erased: z.boolean()
});
export type Account = z.infer<typeof account>;

const columns = `id, institution_id, email, name, roles, second_factor, email_verified_at is not null as verified,
	locked_at is not null as locked, erased_at is not null as erased`;

export async function selectOptionalAccount(query: Query, email: string): Promise<Account | null> {
	const [row] = await query(`select ${columns} from users where lower(email) = lower($1)`, [email]);
	return row ? account.parse(row) : null;
}

/** Both in one query, so that an address nobody has takes as long. Only for the Worker itself. */
export async function selectAccountToSignIn(
	query: Query,
	email: string
): Promise<{ account: Account | null; hash: string | null }> {
	const [row] = await query(
		`select ${columns}, password_hash_of(id) as hash
		from (select $1::text as asked) asked left join users on lower(email) = lower(asked.asked)`,
		[email]
	);
	const { hash } = z.object({ hash: z.string().nullable() }).parse(row);
	return { account: row?.['id'] ? account.parse(row) : null, hash };
}

export async function selectOptionalAccountById(query: Query, id: string): Promise<Account | null> {
	const [row] = await query(`select ${columns} from users where id = $1`, [id]);
	return row ? account.parse(row) : null;
}

/** PHC or bcrypt text; null: this person has no password. Only for the Worker itself. */
export async function selectPasswordHash(query: Query, person: string): Promise<string | null> {
	const [row] = await query('select password_hash_of($1) as hash', [person]);
	return z.object({ hash: z.string().nullable() }).parse(row).hash;
}

export async function savePasswordHash(query: Query, person: string, hash: string): Promise<void> {
	await query('select set_password_hash($1, $2)', [person, hash]);
}

/** Answers false where `expected` is not the person's hash any more. */
export async function replacePasswordHash(
	query: Query,
	person: string,
	hash: string,
	expected: string
): Promise<boolean> {
	const [row] = await query('select set_password_hash_if($1, $2, $3) as replaced', [
		person,
		hash,
		expected
	]);
	return row?.['replaced'] === true;
}

/** Answers whether that changed anything. Without a passkey it is not switched on, not even while the last one is being removed. */
export async function turnSecondFactor(
	query: Query,
	person: string,
	on: boolean
): Promise<boolean> {
	await query('select id from users where id = $1 for update', [person]);
	const rows = await query(
		`update users set second_factor = $2 where id = $1 and second_factor <> $2
			and (not $2 or exists (select from user_passkeys where user_id = $1)) returning id`,
		[person, on]
	);
	return rows.length === 1;
}

/** Whoever has no passkey left is not asked for one: else they could sign in no more. */
export async function dropSecondFactor(query: Query, person: string): Promise<void> {
	await query(
		`update users set second_factor = false
		where id = $1 and not exists (select from user_passkeys where user_id = $1)`,
		[person]
	);
}

export type NewPerson = {
	id: string;
	institution: string;
	email: string;
	name: string;
	roles: readonly Role[];
	verified: boolean;
	externalId?: string | null;
};

/** Answers false when somebody of the installation has that address already. */
export async function insertPerson(query: Query, person: NewPerson): Promise<boolean> {
	const rows = await query(
		`insert into users (id, institution_id, email, name, roles, email_verified_at, external_id)
		values ($1, $2, $3, $4, $5, case when $6::boolean then now() end, $7) on conflict do nothing returning id`,
		[
			person.id,
			person.institution,
			person.email.trim(),
			person.name.trim(),
			person.roles,
			person.verified,
			person.externalId ?? null
		]
	);
	return rows.length === 1;
}

export async function markVerified(query: Query, person: string, email: string): Promise<boolean> {
	const rows = await query(
		`update users set email_verified_at = coalesce(email_verified_at, now())
		where id = $1 and lower(email) = lower($2) and erased_at is null returning id`,
		[person, email]
	);
	return rows.length === 1;
}

const institution = z.object({
	id: uuid,
	name: z.string(),
	registration: z.enum(['invitation', 'open']),
	email_domains: z.array(z.string()),
	retention_days: z.int(),
	jurisdiction: z.string(),
	created_at: instant
});
export type Institution = z.infer<typeof institution>;

export async function selectOptionalInstitution(
	query: Query,
	id: string
): Promise<Institution | null> {
	const [row] = await query(
		`select id, name, registration, email_domains, retention_days, jurisdiction, created_at from institutions where id = $1`,
		[id]
	);
	return row ? institution.parse(row) : null;
}

export async function selectOpenInstitutions(query: Query): Promise<Institution[]> {
	const rows = await query(
		`select id, name, registration, email_domains, retention_days, jurisdiction, created_at from institutions
		where registration = 'open' order by name limit 200`
	);
	return z.array(institution).parse(rows);
}
