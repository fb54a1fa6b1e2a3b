/** Single-use links: the database holds the hash, the mail holds the token. */
import { z } from 'zod';
import { role } from '#sync/schema/person.ts';
import type { Role } from '#sync/schema/person.ts';
import { createToken, tokenHash } from '../access/refresh-token.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';

export type LinkPurpose = 'verify_email' | 'reset_password' | 'invitation';
const HOURS: Record<LinkPurpose, number> = {
	verify_email: 24,
	reset_password: 1,
	invitation: 14 * 24
};

/** For whoever never had a password, and may not read mail every day. */
export const FIRST_PASSWORD_HOURS = HOURS.invitation;

/** Answers the token. */
export async function insertLink(
	query: Query,
	link: {
		purpose: LinkPurpose;
		institution: string;
		person: string | null;
		email: string;
		roles?: readonly Role[];
		createdBy?: string | null;
		/** Else as long as its purpose says. */
		hours?: number | null;
	}
): Promise<string> {
	const token = createToken();
	await query(
		`insert into mailed_links (hash, purpose, institution_id, user_id, email, roles, created_by, expires_at)
		values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 hour')`,
		[
			tokenHash(token),
			link.purpose,
			link.institution,
			link.person,
			link.email,
			link.roles ?? [],
			link.createdBy ?? null,
			link.hours ?? HOURS[link.purpose]
		]
	);
	return token;
}

/** Of many people in one go, each as `voidLinks` and then `insertLink` would. Answers the tokens in the same order. */
export async function insertLinks(
	query: Query,
	institution: string,
	links: readonly { purpose: LinkPurpose; person: string; email: string; hours: number | null }[]
): Promise<string[]> {
	const emails = links.map(({ email }) => email);
	const purposes = links.map(({ purpose }) => purpose);
	await query(
		`update mailed_links l set used_at = now() from unnest($2::text[], $3::text[]) as t (email, purpose)
		where l.institution_id = $1 and lower(l.email) = lower(t.email) and l.purpose = t.purpose and l.used_at is null`,
		[institution, emails, purposes]
	);
	const tokens = links.map(() => createToken());
	await query(
		`insert into mailed_links (hash, purpose, institution_id, user_id, email, expires_at)
		select hash, purpose, $1::uuid, person, email, now() + hours * interval '1 hour'
		from unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::int[]) as t (hash, purpose, person, email, hours)`,
		[
			institution,
			tokens.map((token) => tokenHash(token)),
			purposes,
			links.map(({ person }) => person),
			emails,
			links.map(({ purpose, hours }) => hours ?? HOURS[purpose])
		]
	);
	return tokens;
}

const link = z.object({
	institution_id: uuid,
	institution: z.string(),
	user_id: uuid.nullable(),
	email: z.string(),
	roles: z.array(role)
});
export type Link = z.infer<typeof link>;

const columns = `l.institution_id, i.name as institution, l.user_id, l.email, l.roles`;
/** An invitation is the word of its admin, and holds no longer than they are one. */
const vouched = `(l.purpose <> 'invitation' or l.created_by is null or exists (select from users c where c.id = l.created_by
	and c.institution_id = l.institution_id and 'admin' = any (c.roles) and c.locked_at is null and c.erased_at is null))`;
const holds = `l.hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > now() and ${vouched}`;

export async function selectOptionalLink(
	query: Query,
	token: string,
	purpose: LinkPurpose
): Promise<Link | null> {
	const [row] = await query(
		`select ${columns} from mailed_links l join institutions i on i.id = l.institution_id where ${holds}`,
		[tokenHash(token), purpose]
	);
	return row ? link.parse(row) : null;
}

/** Uses it up; null: unknown, used, or too old. Of two at once, one gets it. */
export async function takeLink(
	query: Query,
	token: string,
	purpose: LinkPurpose
): Promise<Link | null> {
	const [row] = await query(
		`update mailed_links l set used_at = now() from institutions i where i.id = l.institution_id and ${holds} returning ${columns}`,
		[tokenHash(token), purpose]
	);
	return row ? link.parse(row) : null;
}

/** Older ones of the same purpose and institution no longer work: the newest mail is the one that counts. */
export async function voidLinks(
	query: Query,
	institution: string,
	email: string,
	purpose: LinkPurpose
): Promise<void> {
	await query(
		`update mailed_links set used_at = now()
		where institution_id = $1 and lower(email) = lower($2) and purpose = $3 and used_at is null`,
		[institution, email, purpose]
	);
}
