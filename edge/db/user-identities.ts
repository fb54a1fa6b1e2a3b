/** Accounts elsewhere that sign somebody in here. */
import { z } from 'zod';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';

export async function selectOptionalIdentity(
	query: Query,
	issuer: string,
	subject: string
): Promise<string | null> {
	const [row] = await query(
		'select user_id from user_identities where issuer = $1 and subject = $2',
		[issuer, subject]
	);
	return row ? z.object({ user_id: uuid }).parse(row).user_id : null;
}

export async function hasIdentityAt(
	query: Query,
	person: string,
	issuer: string
): Promise<boolean> {
	const rows = await query(
		'select 1 from user_identities where user_id = $1 and issuer = $2 limit 1',
		[person, issuer]
	);
	return rows.length > 0;
}

export async function insertIdentity(
	query: Query,
	identity: { issuer: string; subject: string; person: string; institution: string }
): Promise<void> {
	await query(
		'insert into user_identities (issuer, subject, user_id, institution_id) values ($1, $2, $3, $4) on conflict do nothing',
		[identity.issuer, identity.subject, identity.person, identity.institution]
	);
}

export async function deleteIdentity(
	query: Query,
	person: string,
	issuer: string,
	subject: string
): Promise<boolean> {
	const rows = await query(
		'delete from user_identities where issuer = $1 and subject = $2 and user_id = $3 returning user_id',
		[issuer, subject, person]
	);
	return rows.length === 1;
}

/** Whether somebody can sign in at all: with a password, a passkey, or at a provider that is switched on. Asked by the Worker itself. */
export async function hasWayIn(query: Query, person: string): Promise<boolean> {
	const [row] = await query(
		`select password_hash_of($1) is not null
			or exists (select from user_passkeys where user_id = $1)
			or exists (select from user_identities i join identity_providers p
				on p.issuer = i.issuer and p.institution_id = i.institution_id and p.enabled where i.user_id = $1) as there`,
		[person]
	);
	return z.object({ there: z.boolean() }).parse(row).there;
}
