/** What a student asks about their own exams. */
import type { Context } from 'hono';
import { z } from 'zod';
import { fromHex, toBase64url } from '#sync/bytes.ts';
import {
	availableExams,
	ownAttempt,
	startAnswer,
	startRequest,
	studentDashboard,
	submitAnswer
} from '#sync/schema/dashboards.ts';
import { briefDoubts } from '#sync/held/doubts.ts';
import { permit } from '../access/permit.ts';
import { selectOwnDecision } from '../db/attempt-decisions.ts';
import { selectAttemptsOf, selectOptionalAttempt } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { instant, uuid, wholeNumber } from '../db/columns.ts';
import { selectObservationCounts, selectStateCounts } from '../db/dashboards.ts';
import { system, transaction } from '../db/database.ts';
import { selectBriefDoubts } from '../db/held-list.ts';
import { selectContentKey } from '../db/sittings.ts';
import { summary, ticketAnswerFor } from './attempts.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Sitting an exam';
const noSuchAttempt = () => new ProblemError('not_found', 'There is no such attempt.');
const over = ['submitted', 'held', 'accepted', 'released', 'expired', 'withdrawn', 'voided'];

/** Answers the student's id. */
function asStudent(context: Context<Authenticated>): string {
	const asker = context.get('asker');
	if (!permit(asker, { to: 'see_own_work' }))
		throw new ProblemError('not_allowed', 'This is for students.');
	return asker.id;
}

const dashboard = operation(
	{
		id: 'studentDashboard',
		method: 'get',
		path: '/student/dashboard',
		tag,
		summary: 'What comes next and what was handed in',
		access: 'signed_in',
		answer: studentDashboard,
		refusals: ['not_allowed']
	},
	(context) => {
		const id = asStudent(context);
		const now = Date.now();
		return transaction(context.env, context.get('actor'), async (query) => {
			const attempts = (await selectAttemptsOf(query, id)).filter(({ practice }) => !practice);
			const next = attempts.filter((attempt) => isAvailable(attempt, now)).slice(0, 5);
			const recent = attempts.filter(({ state }) => over.includes(state)).slice(-5);
			return {
				now,
				counts: await selectStateCounts(query, id),
				next: next.map((each) => summary(each)),
				recent: recent.reverse().map((each) => summary(each))
			};
		});
	}
);

const isAvailable = ({ state, closes_at, practice }: Attempt, now: number) =>
	!practice && !over.includes(state) && closes_at > now;

const available = operation(
	{
		id: 'availableExams',
		method: 'get',
		path: '/student/exams/available',
		tag,
		summary: 'Exams that are open to the student, or will be',
		access: 'signed_in',
		answer: availableExams,
		refusals: ['not_allowed']
	},
	async (context) => {
		const id = asStudent(context);
		const now = Date.now();
		const attempts = await transaction(context.env, context.get('actor'), (query) =>
			selectAttemptsOf(query, id)
		);
		return {
			exams: attempts.filter((attempt) => isAvailable(attempt, now)).map((each) => summary(each)),
			now
		};
	}
);

const start = operation(
	{
		id: 'startExam',
		method: 'post',
		path: '/student/exams/:id/start',
		tag,
		summary:
			'A ticket for this device, and the key of the form while the sitting is open. The id is that of the attempt, the sitting or the exam',
		access: 'signed_in',
		body: startRequest,
		answer: startAnswer,
		refusals: ['not_allowed', 'not_found', 'attempt_ended']
	},
	async (context, { body }) => {
		const student = asStudent(context);
		const named = readId(context, 'id');
		const attempt = await transaction(context.env, context.get('actor'), async (query) => {
			const found = await query(
				`select a.id from exam_attempts a join sittings s on s.id = a.sitting_id
				where a.student_id = $2 and (a.id = $1 or a.sitting_id = $1 or s.exam_id = $1) order by coalesce(a.closes_at, s.closes_at) desc, a.sitting_id, a.number desc limit 1`,
				[named, student]
			);
			const [row] = z.array(z.object({ id: uuid })).parse(found);
			const attempt = row && (await selectOptionalAttempt(query, row.id));
			if (!attempt) throw noSuchAttempt();
			await audit(context, query, { action: 'attempt_started', subject: attempt.id });
			return attempt;
		});
		const answer = await ticketAnswerFor(context, attempt.id, body.deviceKey);
		const open =
			!attempt.locked && answer.now >= attempt.opens_at && answer.now <= attempt.closes_at;
		const key = open
			? await transaction(context.env, system, (query) =>
					selectContentKey(query, attempt.sitting_id)
				)
			: null;
		return { ...answer, attempt: attempt.id, contentKey: key && toBase64url(fromHex(key)) };
	}
);

async function ownOf(context: Context<Authenticated>, id: string): Promise<Attempt> {
	const asker = context.get('asker');
	const attempt = await transaction(context.env, context.get('actor'), (query) =>
		selectOptionalAttempt(query, id)
	);
	const owner = attempt && { student: attempt.student_id, institution: attempt.institution_id };
	if (!attempt || !owner || !permit(asker, { to: 'sit_attempt', attempt: owner }))
		throw noSuchAttempt();
	return attempt;
}

const sealed = z.object({
	submitted_at: instant.nullable(),
	state: z.string(),
	sessions: z.array(z.object({ session: uuid, entries: wholeNumber, head: z.string() }))
});

const submit = operation(
	{
		id: 'submitExam',
		method: 'post',
		path: '/student/exams/:attempt/submit',
		tag,
		summary:
			'Confirms a hand-in: it is sealed and signed on the device, as the last entry of its log, and this says what the edge has of it. Nothing has been handed in: conflict',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: submitAnswer,
		refusals: ['not_found', 'conflict', 'unavailable']
	},
	async (context) => {
		const id = readId(context, 'attempt');
		const attempt = await ownOf(context, id);
		const room = context.env.SITTING_ROOM.get(context.env.SITTING_ROOM.idFromName(attempt.room));
		if (!(await room.drainAttempt(id)))
			throw new ProblemError('unavailable', 'What was received is not in the database yet.', {
				retryAfterSeconds: 5
			});
		const [row] = await transaction(context.env, context.get('actor'), async (query) => {
			await audit(context, query, { action: 'attempt_submitted', subject: id });
			return query(
				`select a.submitted_at, a.state, coalesce((select jsonb_agg(jsonb_build_object('session', s.id, 'entries', s.next_seq,
					'head', s.head) order by s.opened_at) from exam_sessions s where s.attempt_id = a.id), '[]') as sessions
				from exam_attempts a where a.id = $1`,
				[id]
			);
		});
		const read = sealed.parse(row);
		if (read.submitted_at === null)
			throw new ProblemError('conflict', 'Nothing has been handed in on a device yet.', {
				evidence: { state: read.state }
			});
		return submitAnswer.parse({
			attempt: id,
			state: read.state,
			submittedAt: read.submitted_at,
			sessions: read.sessions
		});
	}
);

const response = z.object({ item: z.string(), revisions: z.int(), sealed_at: instant });

const show = operation(
	{
		id: 'ownAttempt',
		method: 'get',
		path: '/student/attempts/:id',
		tag,
		summary: 'One’s own attempt: what was answered, and how often something was observed',
		access: 'signed_in',
		answer: ownAttempt,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const attempt = await ownOf(context, id);
		// Numbers of the timeliness are for the staff; the student reads the reasons.
		const brief = await transaction(context.env, system, (query) => selectBriefDoubts(query, id));
		return transaction(context.env, context.get('actor'), async (query) => {
			const [row] = await query('select submitted_at from exam_attempts where id = $1', [id]);
			const rows = await query(
				`select item, sum(revisions)::int as revisions, max(sealed_at) as sealed_at from responses where attempt_id = $1
				group by item order by item`,
				[id]
			);
			return {
				attempt: summary(attempt),
				submittedAt: z.object({ submitted_at: instant.nullable() }).parse(row).submitted_at,
				held: {
					doubts: attempt.state === 'held' ? briefDoubts(brief, brief.isForked) : [],
					decided: await selectOwnDecision(query, id)
				},
				responses: z
					.array(response)
					.parse(rows)
					.map(({ sealed_at, ...rest }) => ({ ...rest, sealedAt: sealed_at })),
				observations: await selectObservationCounts(query, id)
			};
		});
	}
);

export const students = [dashboard, available, start, submit, show];
