/** What teachers granted students of one sitting. As the person: row-level security and the functions say who may. */
import { z } from 'zod';
import { granted } from '#sync/schema/accommodation.ts';
import type { Granted, SittingGrant } from '#sync/schema/accommodation.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	id: uuid,
	student: uuid,
	granted,
	by_name: z.string(),
	granted_at: instant
});

/** By student; for who is not on the staff of the sitting there is nothing. */
export async function selectSittingGrants(
	query: Query,
	sitting: string
): Promise<Map<string, SittingGrant>> {
	const rows = await query(
		'select id, student, granted, by_name, granted_at from granted_at_sitting($1)',
		[sitting]
	);
	return new Map(
		z
			.array(row)
			.parse(rows)
			.map(({ id, student, granted, by_name, granted_at }) => [
				student,
				{ id, granted, by: by_name, at: granted_at }
			])
	);
}

/** false: the student has begun meanwhile, or somebody was faster. */
export async function insertSittingGrant(
	query: Query,
	made: {
		id: string;
		institution: string;
		sitting: string;
		student: string;
		by: string;
		granted: Granted;
	}
): Promise<boolean> {
	const rows = await query(
		`insert into sitting_accommodations (id, institution_id, sitting_id, student_id, granted, granted_by)
		select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::jsonb, $6::uuid where is_unbegun_at($3, $4)
		on conflict do nothing returning id`,
		[made.id, made.institution, made.sitting, made.student, JSON.stringify(made.granted), made.by]
	);
	return rows.length > 0;
}

/** false: it is not in force any more. */
export async function endSittingGrant(
	query: Query,
	ended: { id: string; sitting: string; student: string; by: string }
): Promise<boolean> {
	const rows = await query(
		`update sitting_accommodations set ended_at = now(), ended_by = $4
		where id = $1 and sitting_id = $2 and student_id = $3 and ended_at is null returning id`,
		[ended.id, ended.sitting, ended.student, ended.by]
	);
	return rows.length > 0;
}

/** All that was ever granted to who asks. */
export const selectOwnSittingGrants = (query: Query, student: string) =>
	query(
		`select sitting_id, granted, granted_at, ended_at from sitting_accommodations where student_id = $1
		order by granted_at, id`,
		[student]
	);
