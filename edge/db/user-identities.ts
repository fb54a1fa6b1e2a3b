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
