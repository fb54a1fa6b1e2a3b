/** Results of many attempts: of a sitting, or of an exam over all its sittings. As the system. */
import { z } from 'zod';
import { passedOf, percentOf } from '#sync/marking/percent.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { attemptCounts } from '#sync/schema/teaching.ts';
import { countingIds } from '../access/attempt-numbers.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	attempt: uuid,
	student: uuid,
	name: z.string(),
	enrolment_id: z.string().nullable(),
	sitting: uuid,
	sitting_title: z.string(),
	state: attemptState,
	submitted_at: instant.nullable(),
	number: wholeNumber,
	rule: attemptCounts,
	pass_percent: z.number().nullable(),
	/** null: nothing is marked yet. */
	points: z.number().nullable(),
	maximum: z.number(),
	waiting: wholeNumber
});

/** Over all sittings of the exam, in the order of names. */
export async function selectExamResults(query: Query, exam: string) {
	const rows = await query(
		`select a.id as attempt, a.student_id as student, u.name, p.enrolment_id, s.id as sitting, s.title as sitting_title, a.state,
			a.submitted_at, a.number, s.attempt_counts as rule,
			case when m.sitting_id is null then f.pass_percent else m.pass_percent end as pass_percent,
			round(t.points::numeric, 4)::float8 as points, coalesce(t.maximum, 0) as maximum, coalesce(t.waiting, 0) as waiting
		from exam_attempts a join sittings s on s.id = a.sitting_id join exam_forms f on f.id = s.form_id join users u on u.id = a.student_id
			left join student_profiles p on p.user_id = u.id left join sitting_marking m on m.sitting_id = s.id
			left join (select r.attempt_id, sum(r.points) as points, sum(r.maximum) as maximum, count(*) filter (where r.points is null) as waiting
				from results r group by r.attempt_id) t on t.attempt_id = a.id
		where s.exam_id = $1 and not s.rehearsal order by lower(u.name), u.id, s.opens_at, s.id, a.number`,
		[exam]
	);
	return counted(z.array(row).parse(rows));
}

export async function selectSittingResults(query: Query, sitting: { id: string; exam: string }) {
	const rows = await query(
		`select a.id as attempt, a.student_id as student, u.name, p.enrolment_id, s.id as sitting, s.title as sitting_title, a.state,
			a.submitted_at, a.number, s.attempt_counts as rule,
			case when m.sitting_id is null then f.pass_percent else m.pass_percent end as pass_percent,
			round(t.points::numeric, 4)::float8 as points, coalesce(t.maximum, 0) as maximum, coalesce(t.waiting, 0) as waiting
		from exam_attempts a join sittings s on s.id = a.sitting_id join exam_forms f on f.id = s.form_id join users u on u.id = a.student_id
			left join student_profiles p on p.user_id = u.id left join sitting_marking m on m.sitting_id = s.id
			left join lateral (select sum(r.points) as points, sum(r.maximum) as maximum, count(*) filter (where r.points is null) as waiting
				from results r where r.attempt_id = a.id) t on true
		where s.id = $1 order by lower(u.name), u.id, a.number`,
		[sitting.id]
	);
	return counted(z.array(row).parse(rows));
}

function counted(rows: readonly z.infer<typeof row>[]) {
	const counting = countingIds(
		rows.map((one) => ({ ...one, id: one.attempt, submitted: one.submitted_at !== null }))
	);
	return rows.map((one) => {
		const points = one.points ?? 0;
		return {
			attempt: one.attempt,
			student: one.student,
			name: one.name,
			enrolmentId: one.enrolment_id,
			sitting: one.sitting,
			sittingTitle: one.sitting_title,
			state: one.state,
			submittedAt: one.submitted_at,
			number: one.number,
			counts: counting.has(one.attempt),
			points,
			maximum: one.maximum,
			percent: percentOf(points, one.maximum),
			// What was set aside passes nobody, and fails nobody.
			passed: one.state === 'voided' ? null : passedOf({ ...one, points }, one.pass_percent),
			waiting: one.waiting,
			passPercent: one.pass_percent
		};
	});
}
