/** A school as large as an institution's: students, exams, marks, observations, put into the database by the database itself. */
import type { Query } from '../support/edge-stack.ts';

export const size = { students: 1_000, exams: 20, observations: 1_000_000, items: 20 };

/** As the owner. All exams are the demo teacher's, each with a sitting that every student has sat. */
export async function fillSchool(query: Query): Promise<void> {
	await query(
		`insert into users (id, institution_id, email, name, roles, email_verified_at)
		select gen_random_uuid(), i.id, 'many' || n || '@demo.test', 'Student ' || n, array['student'], now()
		from institutions i, generate_series(1, $1::int) n`,
		[size.students]
	);
	await query(
		`with fresh as (
			insert into exams (id, institution_id, owner_id, title)
			select gen_random_uuid(), e.institution_id, e.owner_id, 'Exam ' || n from exams e, generate_series(1, $1::int) n returning id
		)
		insert into sittings (id, institution_id, exam_id, form_id, title, opens_at, closes_at, duration_ms, policy, manifest, form_hash, item_count)
		select gen_random_uuid(), s.institution_id, f.id, s.form_id, 'Sitting', now() - interval '1 day', now() + interval '1 day',
			s.duration_ms, s.policy, s.manifest, s.form_hash, s.item_count from sittings s, fresh f`,
		[size.exams]
	);
	await query(
		`insert into sitting_staff select s.id, t.user_id, s.institution_id, t.role from sittings s, sitting_staff t
		where s.title = 'Sitting' on conflict do nothing`
	);
	await query(
		`insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed, state)
		select gen_random_uuid(), s.institution_id, s.id, u.id, s.id || '-0', 'seed',
			(array['submitted', 'accepted', 'held', 'in_progress'])[1 + (random() * 3)::int]
		from sittings s, users u where s.title = 'Sitting' and u.email like 'many%'`
	);
	await query(
		`insert into exam_sessions (id, institution_id, attempt_id, device_key, ticket, head, opened_at)
		select gen_random_uuid(), institution_id, id, '', '{}', repeat('0', 64), now() from exam_attempts where order_seed = 'seed'`
	);
	await query(
		`insert into monitoring_events (session_id, institution_id, attempt_id, seq, observation, check_name, phase, from_ms, to_ms, peak,
			confidence, happened_at, admitted_at)
		select s.id, s.institution_id, s.attempt_id, n, n,
			(array['face_absent', 'speech', 'page_hidden', 'focus_lost', 'paste', 'loud'])[1 + (random() * 5)::int], 'moment', n * 1000,
			n * 1000 + 500, 1, 0.9, now() + n * interval '1 ms', now()
		from exam_sessions s, generate_series(1, $1::int) n where s.ticket = '{}'`,
		[size.observations / (size.students * size.exams)]
	);
	await query(
		`insert into observation_counts select attempt_id, institution_id, check_name, count(*), sum(to_ms - from_ms), max(happened_at)
		from monitoring_events group by 1, 2, 3 on conflict do nothing`
	);
	await query(
		`insert into results (attempt_id, institution_id, item, points, maximum, marked_by, reason)
		select a.id, a.institution_id, 'item-' || n, (random() * 2)::int, 2, 'edge', 'correct'
		from exam_attempts a, generate_series(1, $1::int) n where a.order_seed = 'seed'`,
		[size.items]
	);
	await query('analyze');
}
