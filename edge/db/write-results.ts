/** What marking found, in one statement; rows that stay as they are, are not touched. */
import { MARKING_VERSION } from '#sync/marking/mark-attempt.ts';
import type { Query } from './query.ts';
import type { KeyedForm } from './form-keys.ts';
import { isSame } from './standing-results.ts';
import type { MarkedResult, Sat } from './standing-results.ts';

export async function writeResults(
	query: Query,
	marked: readonly MarkedResult[],
	attempts: readonly Sat[],
	{ version, hash }: Pick<KeyedForm, 'version' | 'hash'>
): Promise<void> {
	const changed = marked.filter(({ before, after }) => !before || !isSame(before, after));
	const column = <T>(pick: (one: MarkedResult) => T): T[] => changed.map(pick);
	if (changed.length > 0)
		await query(
			`insert into results (attempt_id, institution_id, item, points, maximum, marked_by, reason, automatic, automatic_reason, source,
				person_points, struck)
			select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::text[], $8::float8[], $9::text[],
				$10::text[], $11::float8[], $12::text[])
			on conflict (attempt_id, item) do update set points = excluded.points, maximum = excluded.maximum,
				marked_by = excluded.marked_by, reason = excluded.reason, automatic = excluded.automatic,
				automatic_reason = excluded.automatic_reason, source = excluded.source, person_points = excluded.person_points,
				struck = excluded.struck, marked_at = now()`,
			[
				column(({ attempt }) => attempt.id),
				column(({ attempt }) => attempt.institution_id),
				column(({ after }) => after.item),
				column(({ after }) => after.points),
				column(({ after }) => after.maximum),
				column(({ after }) => after.marked_by),
				column(({ after }) => after.reason),
				column(({ after }) => after.automatic),
				column(({ after }) => after.automatic_reason),
				column(({ after }) => after.source),
				column(({ after }) => after.person_points),
				column(({ after }) => after.struck)
			]
		);
	await query(
		`insert into attempt_markings (attempt_id, institution_id, marking_version, key_version, key_hash)
		select id, institution, $3, $4, $5 from unnest($1::uuid[], $2::uuid[]) as a (id, institution)
		on conflict (attempt_id) do update set marking_version = excluded.marking_version, key_version = excluded.key_version,
			key_hash = excluded.key_hash, marked_at = now()`,
		[
			attempts.map(({ id }) => id),
			attempts.map(({ institution_id }) => institution_id),
			MARKING_VERSION,
			version,
			hash
		]
	);
}
