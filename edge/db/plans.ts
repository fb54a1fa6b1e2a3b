/** Sittings as those see them who plan them, and what is changed of them. Row-level security and the functions say who may. */
import { z } from 'zod';
import { policy } from '#sync/schema/policy.ts';
import type { SittingChange } from '#sync/schema/plan.ts';
import { sittingStaff } from '#sync/schema/plan.ts';
import { stagger } from '#sync/schema/stagger.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const plan = z.object({
	id: uuid,
	exam_id: uuid,
	institution_id: uuid,
	title: z.string(),
	opens_at: instant,
	closes_at: instant,
	duration_ms: wholeNumber,
	time_zone: z.string(),
	policy,
	rehearsal: z.boolean(),
	stagger: stagger.nullable(),
	reminders: z.boolean(),
	tell_added: z.boolean(),
	revision: z.int(),
	begun: z.boolean(),
	/** Somebody has begun and not handed in. */
	written: z.boolean(),
	may_change: z.boolean(),
	staffs: z.boolean()
});
export type Plan = z.infer<typeof plan>;

/** null: there is none that the person may know of. */
export async function selectOptionalPlan(query: Query, id: string): Promise<Plan | null> {
	const [row] = await query(
		`select s.id, s.exam_id, s.institution_id, s.title, s.opens_at, s.closes_at, s.duration_ms, s.time_zone, s.policy, s.rehearsal,
			s.stagger, s.reminders, s.tell_added, s.revision, sitting_has_begun(s.id) as begun, sitting_is_written(s.id) as written,
			may_change_sitting(s.id) as may_change, staffs_sitting(s.id) as staffs
		from sittings s where s.id = $1`,
		[id]
	);
	return row ? plan.parse(row) : null;
}

/** Until the transaction ends nobody else changes it. */
export async function lockPlan(query: Query, id: string): Promise<void> {
	await query('select from sittings where id = $1 for update', [id]);
}

export async function updatePlan(
	query: Query,
	id: string,
	terms: Required<Omit<SittingChange, 'revision'>>
): Promise<void> {
	await query(
		`update sittings set title = $2, opens_at = to_timestamp($3::float8 / 1000), closes_at = to_timestamp($4::float8 / 1000),
			duration_ms = $5, time_zone = $6, policy = $7, rehearsal = $8, stagger = $9, reminders = $10, tell_added = $11, revision = revision + 1,
			changed_at = now()
		where id = $1`,
		[
			id,
			terms.title,
			terms.opensAt,
			terms.closesAt,
			terms.durationMs,
			terms.timeZone,
			JSON.stringify(terms.policy),
			terms.rehearsal,
			terms.stagger === null ? null : JSON.stringify(terms.stagger),
			terms.reminders,
			terms.tellAdded
		]
	);
}

export async function selectStaff(query: Query, sitting: string) {
	const rows = await query('select person, name, staff_role as role from staff_of_sitting($1)', [
		sitting
	]);
	return z.array(sittingStaff).parse(rows);
}

/** null: the institution has nobody of that address in that role. */
export async function insertStaff(
	query: Query,
	sitting: string,
	{ email, role }: { email: string; role: 'teacher' | 'proctor' }
): Promise<string | null> {
	const [row] = await query('select add_sitting_staff($1, $2, $3) as person', [
		sitting,
		email,
		role
	]);
	return z.object({ person: uuid.nullable() }).parse(row).person;
}

/** false: it is the last teacher. */
export async function deleteStaff(
	query: Query,
	sitting: string,
	{ person, role }: { person: string; role: 'teacher' | 'proctor' }
): Promise<boolean> {
	const [row] = await query('select drop_sitting_staff($1, $2, $3) as done', [
		sitting,
		person,
		role
	]);
	return z.object({ done: z.boolean() }).parse(row).done;
}
