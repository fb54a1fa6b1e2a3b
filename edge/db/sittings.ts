import { z } from 'zod';
import { form } from '#sync/schema/form.ts';
import { signed } from '#sync/schema/signed.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import { WAITS_FOR_A_PERSON } from './note-more.ts';
import type { Query } from './database.ts';

const sitting = z.object({
	id: uuid,
	title: z.string(),
	opens_at: instant,
	closes_at: instant,
	duration_ms: wholeNumber,
	students: wholeNumber,
	asking: wholeNumber,
	held: wholeNumber,
	rehearsal: z.boolean()
});
export type Sitting = z.infer<typeof sitting>;

const columns = `s.id, s.title, s.opens_at, s.closes_at, s.duration_ms, s.rehearsal,
	(select count(distinct a.student_id) from exam_attempts a where a.sitting_id = s.id) as students,
	(select count(*) from arrangement_requests r where r.sitting_id = s.id and r.answered_at is null and r.withdrawn_at is null
		and exists (select from exam_attempts a where a.sitting_id = s.id and a.student_id = r.student_id
			and a.state in ('assigned', 'ready'))) as asking,
	(select count(*) from exam_attempts a where a.sitting_id = s.id and ${WAITS_FOR_A_PERSON} and acting_as('teacher')
		and exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = acting_person() and t.role = 'teacher')) as held`;

const listed = sitting.extend({
	/** Time was added for everybody, for single students. */
	added_for_all: z.boolean(),
	added_for_some: z.boolean(),
	watches: z.boolean(),
	/** On its roster; 0 where one is on the staff. */
	planned_students: wholeNumber
});
export type ListedSitting = z.infer<typeof listed>;

/**
 * Those the person is on the staff of, and those they may plan without being. Of the latter row-level security answers no attempt: who is
 * on the roster is asked of the function that the plan asks.
 */
export async function selectListedSittings(query: Query, person: string): Promise<ListedSitting[]> {
	const rows = await query(
		`select ${columns},
				case when w.watches then 0 else (select count(distinct r.student) from roster_of_sitting(s.id) r) end as planned_students, w.watches, x.added_for_all, x.added_for_some from sittings s cross join lateral (select coalesce(bool_or(c.to_all), false) as added_for_all,
				coalesce(bool_or(not c.to_all), false) as added_for_some from control_acts c where c.sitting_id = s.id and c.act = 'extend') x
			cross join lateral (select exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = $1) as watches) w
			where w.watches or may_change_sitting(s.id) order by s.opens_at desc, s.title`,
		[person]
	);
	return z.array(listed).parse(rows);
}

export async function selectOptionalSitting(
	query: Query,
	id: string,
	person: string
): Promise<Sitting | null> {
	const [row] = await query(
		`select ${columns} from sittings s where s.id = $1 and exists
			(select from sitting_staff t where t.sitting_id = s.id and t.user_id = $2)`,
		[id, person]
	);
	return row ? sitting.parse(row) : null;
}

export async function selectStartCode(query: Query, sitting: string): Promise<string> {
	const [row] = await query('select start_code from sitting_secrets where sitting_id = $1', [
		sitting
	]);
	return z.object({ start_code: z.string() }).parse(row).start_code;
}

/** Raw 32 bytes as hex. */
export async function selectContentKey(query: Query, sitting: string): Promise<string> {
	const [row] = await query(
		"select encode(content_key, 'hex') as key from sitting_secrets where sitting_id = $1",
		[sitting]
	);
	return z.object({ key: z.string() }).parse(row).key;
}

/** Row-level security lets the roster and the staff see it; anyone else gets null. */
export async function selectOptionalManifest(query: Query, id: string) {
	const [row] = await query('select manifest from sittings where id = $1', [id]);
	return row ? z.object({ manifest: signed }).parse(row).manifest : null;
}

/** The form as published, for staff: it holds no solutions. */
export async function selectForm(query: Query, sitting: string) {
	const [row] = await query(
		'select f.form from sittings s join exam_forms f on f.id = s.form_id where s.id = $1',
		[sitting]
	);
	return z.object({ form }).parse(row).form;
}
