/** What a teacher asks about their exams, their students and what was observed. */
import type { Context } from 'hono';
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import {
	alertsQuery,
	createdExam,
	examAnalytics,
	examShares,
	monitoring,
	newExam,
	shareRequest,
	taughtStudent,
	teacherAlerts,
	teacherDashboard
} from '#sync/schema/dashboards.ts';
import { permit } from '../access/permit.ts';
import type { ExamPermission } from '../access/permit.ts';
import { selectOptionalAttempt } from '../db/attempts.ts';
import { instant, uuid } from '../db/columns.ts';
import {
	observationCount,
	selectFlagged,
	selectObservationCounts,
	selectTeacherSittings
} from '../db/dashboards.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import {
	countExams,
	insertExam,
	selectAnalytics,
	selectOptionalExam,
	selectShares
} from '../db/exams.ts';
import type { Exam } from '../db/exams.ts';
import { selectObservations, selectOutsideEvents } from '../db/monitoring.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Teaching';

function asTeacher(context: Context<Authenticated>): string {
	const asker = context.get('asker');
	if (!permit(asker, { to: 'teach' }))
		throw new ProblemError('not_allowed', 'This is for teachers.');
	return asker.id;
}

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
		const person = asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => ({
			now: Date.now(),
			exams: await countExams(query, person),
			sittings: await selectTeacherSittings(query)
		}));
	}
);

const create = operation(
	{
		id: 'createExam',
		method: 'post',
		path: '/teacher/exams',
		tag,
		summary: 'A new exam, without items yet',
		access: 'signed_in',
		body: newExam,
		answer: createdExam,
		status: 201,
		refusals: ['not_allowed']
	},
	(context, { body }) => {
		const owner = asTeacher(context);
		const id = crypto.randomUUID();
		return transaction(context.env, context.get('actor'), async (query) => {
			const { institution } = context.get('asker');
			await insertExam(query, { id, institution, owner, title: body.title });
			await audit(context, query, { action: 'exam_created', subject: id });
			return { id, title: body.title };
		});
	}
);

/** An exam that is not there and one that was not shared are answered alike. */
async function usable(
	context: Context<Authenticated>,
	query: Query,
	may: ExamPermission | 'share'
): Promise<Exam> {
	const asker = context.get('asker');
	const found = await selectOptionalExam(query, readId(context, 'id'), asker.id);
	const exam = found && {
		institution: found.institution_id,
		owner: found.owner_id,
		granted: found.granted
	};
	const allowed =
		exam &&
		(may === 'share'
			? permit(asker, { to: 'share_exam', exam })
			: permit(asker, { to: 'use_exam', exam, permission: may }));
	if (!found || !allowed) throw new ProblemError('not_found', 'There is no such exam.');
	return found;
}

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

const shares = operation(
	{
		id: 'examShares',
		method: 'get',
		path: '/teacher/exams/:id/permissions',
		tag,
		summary: 'Whom an exam of one’s own is shared with',
		access: 'signed_in',
		answer: examShares,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const exam = await usable(context, query, 'share');
			return { shares: await selectShares(query, exam.id) };
		})
);

const share = operation(
	{
		id: 'shareExam',
		method: 'put',
		path: '/teacher/exams/:id/permissions',
		tag,
		summary: 'Share an exam of one’s own with a colleague, or no longer',
		access: 'signed_in',
		body: shareRequest,
		answer: examShares,
		refusals: ['not_found']
	},
	(context, { body }) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const exam = await usable(context, query, 'share');
			const [row] = await query('select find_colleague($1) as id', [body.email]);
			const { id: colleague } = z.object({ id: uuid.nullable() }).parse(row);
			if (colleague === null)
				throw new ProblemError('not_found', 'No colleague of yours has this address.');
			if (body.permissions.length === 0)
				await query('delete from teacher_exam_permissions where exam_id = $1 and user_id = $2', [
					exam.id,
					colleague
				]);
			else
				await query(
					`insert into teacher_exam_permissions (exam_id, user_id, institution_id, permissions, granted_by)
					values ($1, $2, $3, $4, $5) on conflict (exam_id, user_id) do update set permissions = excluded.permissions`,
					[
						exam.id,
						colleague,
						exam.institution_id,
						[...new Set(body.permissions)],
						context.get('asker').id
					]
				);
			await audit(context, query, {
				action: 'exam_shared',
				subject: exam.id,
				detail: { with: colleague, permissions: body.permissions.join(',') }
			});
			return { shares: await selectShares(query, exam.id) };
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

export const teachers = [dashboard, create, analytics, shares, share, student, observed, alerts];
