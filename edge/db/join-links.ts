/** Links that put whoever opens them on a roster: the database holds the hash, the teacher has the token. */
import { z } from 'zod';
import type { LinkedSitting } from '#sync/schema/roster.ts';
import { createToken, tokenHash } from '../access/refresh-token.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

export async function selectOptionalLink(
	query: Query,
	sitting: string
): Promise<{ madeAt: number } | null> {
	const [row] = await query('select made_at from join_links where sitting_id = $1', [sitting]);
	return row ? { madeAt: z.object({ made_at: instant }).parse(row).made_at } : null;
}

/** In the place of the one before, which opens nothing any more. Answers the token. */
export async function replaceLink(
	query: Query,
	link: { sitting: string; institution: string; by: string }
): Promise<string> {
	const token = createToken();
	await query(
		`insert into join_links (sitting_id, institution_id, hash, made_by) values ($1, $2, $3, $4)
		on conflict (sitting_id) do update set hash = excluded.hash, made_by = excluded.made_by, made_at = now()`,
		[link.sitting, link.institution, tokenHash(token), link.by]
	);
	return token;
}

export async function deleteLink(query: Query, sitting: string): Promise<void> {
	await query('delete from join_links where sitting_id = $1', [sitting]);
}

/** Until when the sitting's link still lets somebody in; null: there is none, or it opens nothing any more. Epoch milliseconds. */
export async function selectLinkEnd(query: Query, sitting: string): Promise<number | null> {
	const [row] = await query(
		`select s.closes_at from join_links l join sittings s on s.id = l.sitting_id
		where l.sitting_id = $1 and s.locked_at is null and s.closes_at > now()`,
		[sitting]
	);
	return row ? z.object({ closes_at: instant }).parse(row).closes_at : null;
}

const target = z.object({ sitting: uuid, title: z.string(), closes_at: instant });

/** What a token opens for somebody of this institution. Only for the Worker itself. */
export async function selectLinkTarget(query: Query, token: string, institution: string) {
	const [row] = await query(
		`select s.id as sitting, s.title, s.closes_at from join_links l join sittings s on s.id = l.sitting_id
		where l.hash = $1 and l.institution_id = $2 and s.locked_at is null`,
		[tokenHash(token), institution]
	);
	return row ? target.parse(row) : null;
}

const linked = z.object({
	title: z.string(),
	institution: z.string(),
	teacher: z.string(),
	opens_at: instant,
	closes_at: instant,
	duration_ms: wholeNumber
});

/** What the page of a link says of its sitting; null: it opens nothing any more, or nothing for somebody of `institution`. Only for the Worker itself. */
export async function selectLinkedSitting(
	query: Query,
	token: string,
	institution: string | null
): Promise<LinkedSitting | null> {
	const [row] = await query(
		`select s.title, i.name as institution, u.name as teacher, s.opens_at, s.closes_at, s.duration_ms
		from join_links l join sittings s on s.id = l.sitting_id join institutions i on i.id = l.institution_id
			join users u on u.id = l.made_by
		where l.hash = $1 and s.locked_at is null and s.closes_at > now() and ($2::uuid is null or l.institution_id = $2)`,
		[tokenHash(token), institution]
	);
	if (!row) return null;
	const { opens_at, closes_at, duration_ms, ...named } = linked.parse(row);
	return {
		...named,
		opensAt: opens_at,
		closesAt: closes_at,
		durationMs: duration_ms
	};
}
