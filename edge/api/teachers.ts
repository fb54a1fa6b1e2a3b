/** What a teacher asks about their exams, their students and what was observed. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import {
	alertsQuery,
	examAnalytics,
	monitoring,
	taughtStudent,
	teacherAlerts,
	teacherDashboard
} from '#sync/schema/dashboards.ts';
import { permit } from '../access/permit.ts';
import { selectOptionalAttempt } from '../db/attempts.ts';
import { instant, uuid } from '../db/columns.ts';
import {
	observationCount,
	selectFlagged,
	selectObservationCounts,
	selectTeacherSittings
} from '../db/dashboards.ts';
import { transaction } from '../db/database.ts';
import { countExams, selectAnalytics } from '../db/exams.ts';
import { selectObservations, selectOutsideEvents } from '../db/monitoring.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { asTeacher } from './bank.ts';
import { readId } from './body.ts';
import { usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { auditLook } from './who-asks.ts';

const tag = 'Teaching';

const dashboard = operation(
	{
		id: 'teacherDashboard',
		method: 'get',
		path: '/teacher/dashboard',
		tag,
		summary: 'Exams and sittings, with how far they are and what should be looked at',
		access: 'signed_in',
		answer: teacherDashboard,
		refusals: ['not_allowed']
	},
	(context) => {
		const { person } = asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => ({
			now: Date.now(),
			exams: await countExams(query, person),
			sittings: await selectTeacherSittings(query)
		}));
	}
);

const analytics = operation(
	{
		id: 'examAnalytics',
		method: 'get',
		path: '/teacher/exams/:id/analytics',
		tag,
		summary:
			'How an exam went: attempts by state, means, difficulty by item, observations by check',
		access: 'signed_in',
		answer: examAnalytics,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const exam = await usable(context, query, 'analytics');
			await auditLook(context, query, { action: 'analytics_viewed', subject: exam.id });
			return { exam: exam.id, title: exam.title, ...(await selectAnalytics(query, exam.id)) };
		})
);

const sat = z.object({
	attempt: uuid,
	sitting: uuid,
	title: z.string(),
	state: attemptState,
	submitted_at: instant.nullable(),
	points: z.number().nullable(),
	maximum: z.number().nullable(),
	observations: z.array(observationCount)
});
const met = z.object({
	id: uuid,
	name: z.string(),
	institution_id: uuid,
	enrolment_id: z.string().nullable(),
	cohort: z.string().nullable()
});

const student = operation(
	{
		id: 'taughtStudent',
		method: 'get',
		path: '/teacher/students/:id',
		tag,
		summary: 'A student of one’s own sittings, with their attempts there',
		access: 'signed_in',
		answer: taughtStudent,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const id = readId(context, 'id');
			// Row-level security: only attempts in sittings the asker is on the staff of.
			const attempts = z.array(sat).parse(
				await query(
					`select a.id as attempt, a.sitting_id as sitting, s.title, a.state, a.submitted_at,
						(select sum(points) from results r where r.attempt_id = a.id) as points,
						(select sum(maximum) from results r where r.attempt_id = a.id) as maximum,
						coalesce((select jsonb_agg(jsonb_build_object('check', c.check_name, 'observations', c.observations,
							'totalMs', c.total_ms) order by c.observations desc) from observation_counts c where c.attempt_id = a.id), '[]')
							as observations
					from exam_attempts a join sittings s on s.id = a.sitting_id where a.student_id = $1 order by s.opens_at desc limit 200`,
					[id]
				)
			);
			const [row] = await query(
				`select u.id, u.name, u.institution_id, p.enrolment_id, p.cohort from users u
				left join student_profiles p on p.user_id = u.id where u.id = $1`,
				[id]
			);
			const found = row ? met.parse(row) : null;
			const asked = found && {
				institution: found.institution_id,
				taughtByAsker: attempts.length > 0
			};
			if (!found || !asked || !permit(context.get('asker'), { to: 'see_student', student: asked }))
				throw new ProblemError('not_found', 'There is no such student.');
			await auditLook(context, query, { action: 'student_viewed', subject: id });
			return {
				id,
				name: found.name,
				enrolmentId: found.enrolment_id,
				cohort: found.cohort,
				attempts: attempts.map(({ submitted_at, ...rest }) => ({
					...rest,
					submittedAt: submitted_at
				}))
			};
		})
);

const observed = operation(
	{
		id: 'attemptMonitoring',
		method: 'get',
		path: '/teacher/attempts/:id/monitoring',
		tag,
		summary: 'What was observed in an attempt, by the app and by other monitors',
		access: 'signed_in',
		answer: monitoring,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const id = readId(context, 'id');
			const asker = context.get('asker');
			const attempt = await selectOptionalAttempt(query, id);
			const staffed = attempt && (await selectOptionalSitting(query, attempt.sitting_id, asker.id));
			const sitting = {
				institution: attempt?.institution_id ?? '',
				staff: staffed ? [asker.id] : []
			};
			if (!attempt || !permit(asker, { to: 'read_record', sitting }))
				throw new ProblemError('not_found', 'There is no such attempt.');
			await auditLook(context, query, { action: 'monitoring_viewed', subject: id });
			return {
				attempt: id,
				studentName: attempt.student_name,
				state: attempt.state,
				counts: await selectObservationCounts(query, id),
				observations: await selectObservations(query, id),
				outside: await selectOutsideEvents(query, id)
			};
		})
);

const alerts = operation(
	{
		id: 'teacherAlerts',
		method: 'get',
		path: '/teacher/alerts',
		tag,
		summary: 'Attempts of one’s own sittings with observations that somebody should look at',
		access: 'signed_in',
		query: alertsQuery,
		answer: teacherAlerts,
		refusals: ['not_allowed']
	},
	(context, { query: asked }) => {
		if (!permit(context.get('asker'), { to: 'list_sittings' }))
			throw new ProblemError('not_allowed', 'This is for teachers and proctors.');
		return transaction(context.env, context.get('actor'), async (query) => ({
			alerts: await selectFlagged(query, asked)
		}));
	}
);

export const teachers = [dashboard, analytics, student, observed, alerts];
