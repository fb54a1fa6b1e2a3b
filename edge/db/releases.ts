/** What students may see of a sitting's results, and from when. As the system, unless said otherwise. */
import { z } from 'zod';
import { releaseShows } from '#sync/schema/release.ts';
import type { ReleaseShows } from '#sync/schema/release.ts';
import { instant, wholeNumber } from './columns.ts';
import { WAITS_FOR_A_PERSON } from './note-more.ts';
import type { Query } from './database.ts';

export async function isLocked(query: Query, sitting: string): Promise<boolean> {
	const [row] = await query('select is_locked($1) as locked', [sitting]);
	return z.object({ locked: z.boolean() }).parse(row).locked;
}

const release = z.object({
	revision: wholeNumber,
	shows: releaseShows,
	from_at: instant,
	requests_until: instant.nullable(),
	hidden: z.boolean(),
	first_at: instant.nullable()
});
export type Release = z.infer<typeof release>;

export async function selectOptionalRelease(
	query: Query,
	sitting: string
): Promise<Release | null> {
	const [row] = await query(
		'select revision, shows, from_at, requests_until, hidden, first_at from sitting_releases where sitting_id = $1 for update',
		[sitting]
	);
	return row ? release.parse(row) : null;
}

const counts = z.object({
	accepted: wholeNumber,
	held: wholeNumber,
	waiting: wholeNumber,
	rehearsal: z.boolean()
});

export async function selectReleaseCounts(query: Query, sitting: string) {
	const [row] = await query(
		`select count(*) filter (where a.state in ('accepted', 'released')) as accepted, count(*) filter (where ${WAITS_FOR_A_PERSON}) as held,
			coalesce(sum((select count(*) from results r where r.attempt_id = a.id and r.points is null))
				filter (where a.state in ('accepted', 'released')), 0)::bigint as waiting,
			s.rehearsal
		from sittings s left join exam_attempts a on a.sitting_id = s.id where s.id = $1 group by s.id`,
		[sitting]
	);
	return counts.parse(row);
}

export async function upsertRelease(
	query: Query,
	sitting: { id: string; institution_id: string },
	made: {
		shows: ReleaseShows;
		from: number;
		requestsUntil: number | null;
		hidden: boolean;
		by: string;
	}
): Promise<void> {
	await query(
		`insert into sitting_releases (sitting_id, institution_id, revision, shows, from_at, requests_until, hidden, changed_by)
		values ($1, $2, 1, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6, $7)
		on conflict (sitting_id) do update set revision = sitting_releases.revision + 1, shows = excluded.shows, from_at = excluded.from_at,
			requests_until = excluded.requests_until, hidden = excluded.hidden, changed_by = excluded.changed_by, changed_at = now()`,
		[
			sitting.id,
			sitting.institution_id,
			JSON.stringify(made.shows),
			made.from,
			made.requestsUntil,
			made.hidden,
			made.by
		]
	);
	await settleRelease(query, sitting.id);
}

/** States of attempts follow what is let out now. */
export async function settleRelease(query: Query, sitting: string): Promise<void> {
	await query('select system_release($1)', [sitting]);
}
