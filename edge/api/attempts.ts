import { Hono } from 'hono';
import type { z } from 'zod';
import { fromHex, toBase64url } from '#sync/bytes.ts';
import { keyRequest, ticketRequest } from '#sync/schema/api.ts';
import type { attemptList, AttemptSummary, keyAnswer, ticketAnswer } from '#sync/schema/api.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import { permit } from '../access/permit.ts';
import type { Asker } from '../access/permit.ts';
import {
	selectAttemptsOf,
	selectOptionalAttempt,
	selectSessions,
	setAttemptReady
} from '../db/attempts.ts';
import type { Attempt, StoredSession } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectContentKey } from '../db/sittings.ts';
import { edgeKeyOf, edgeSigner } from '../keys.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import { readBody, readId } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';
import { ticketFor } from './ticket-for.ts';

const ended = ['submitted', 'held', 'accepted', 'released', 'expired', 'withdrawn', 'voided'];

export const attempts = new Hono<Authenticated>()
	.get('/attempts', signedIn, async (context) => {
		const own = await transaction(context.env, context.get('actor'), (query) =>
			selectAttemptsOf(query, context.get('asker').id)
		);
		const answer: z.infer<typeof attemptList> = { attempts: own.map(summary), now: Date.now() };
		return context.json(answer);
	})
	.post('/attempts/:id/ticket', signedIn, async (context) => {
		const { env } = context;
		const { deviceKey } = await readBody(context, ticketRequest);
		const id = readId(context, 'id');
		const { attempt, sessions } = await transaction(env, context.get('actor'), async (query) => ({
			attempt: await ownAttempt(query, id, context.get('asker')),
			sessions: await selectSessions(query, id)
		}));
		refuseEnded(attempt);
		const newest = await newestSession(env, attempt, sessions);
		const now = Date.now();
		const ticket = ticketFor({ attempt, deviceKey, newest, edgeKey: edgeKeyOf(env), now });
		await transaction(env, system, (query) => setAttemptReady(query, attempt.id));
		if (attempt.state === 'assigned')
			// The console is told in passing: a ticket does not wait for it, nor fail with it.
			context.executionCtx.waitUntil(tellReady(env, attempt));
		const answer: z.infer<typeof ticketAnswer> = {
			signed: await issueTicket(ticket, await edgeSigner(env)),
			now
		};
		return context.json(answer);
	})
	.post('/attempts/:id/key', signedIn, async (context) => {
		const { env } = context;
		const request = await readBody(context, keyRequest);
		const now = Date.now();
		const id = readId(context, 'id');
		const opened = await openTicket(request.ticket, [edgeKeyOf(env)]);
		const attempt = await transaction(env, context.get('actor'), (query) =>
			ownAttempt(query, id, context.get('asker'))
		);
		const holds =
			opened.ok && opened.ticket.attempt === id && opened.ticket.student === attempt.student_id;
		if (!holds) throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
		// Only who holds a ticket of their own learns that it is too old.
		if (now > opened.ticket.expiresAt)
			throw new ProblemError('ticket_expired', 'The ticket does not hold.', {
				evidence: { expiresAt: opened.ticket.expiresAt, now }
			});
		refuseEnded(attempt);
		if (now < attempt.opens_at)
			throw new ProblemError('not_open_yet', 'The sitting has not opened yet.', {
				evidence: { opensAt: attempt.opens_at, now }
			});
		if (now > attempt.closes_at)
			throw new ProblemError('closed', 'The sitting has closed.', {
				evidence: { closesAt: attempt.closes_at, now }
			});
		const key = await transaction(env, system, (query) =>
			selectContentKey(query, attempt.sitting_id)
		);
		const contentKey = toBase64url(fromHex(key));
		const answer: z.infer<typeof keyAnswer> = { contentKey, now };
		return context.json(answer);
	});

/** Another student's attempt and one that does not exist are answered alike. */
async function ownAttempt(query: Query, id: string, asker: Asker): Promise<Attempt> {
	const attempt = await selectOptionalAttempt(query, id);
	const owner = attempt && { student: attempt.student_id, institution: attempt.institution_id };
	if (!attempt || !owner || !permit(asker, { to: 'sit_attempt', attempt: owner }))
		throw new ProblemError('not_found', 'There is no such attempt.');
	return attempt;
}

function refuseEnded(attempt: Attempt): void {
	if (ended.includes(attempt.state))
		throw new ProblemError('attempt_ended', 'The attempt has ended.', {
			evidence: { state: attempt.state }
		});
}

async function tellReady(env: Authenticated['Bindings'], attempt: Attempt): Promise<void> {
	const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(attempt.sitting_id));
	try {
		await hall.enrol([unheardRow({ ...attempt, state: 'ready' })]);
	} catch (problem) {
		console.error('hall:', problem instanceof Error ? problem.message : problem);
	}
}

/** The room is ahead of Postgres; where it has nothing yet, Postgres speaks. */
async function newestSession(
	env: Authenticated['Bindings'],
	attempt: Attempt,
	sessions: StoredSession[]
) {
	const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(attempt.room));
	const inRoom = await room.newestSession(attempt.id);
	if (inRoom) return inRoom;
	const stored = sessions.at(-1);
	return stored && stored.next_seq > 0
		? { session: stored.id, ticket: stored.ticket, seq: stored.next_seq - 1, head: stored.head }
		: null;
}

function summary(attempt: Attempt): AttemptSummary {
	return {
		id: attempt.id,
		sitting: attempt.sitting_id,
		state: attempt.state,
		examTitle: attempt.exam_title,
		itemCount: attempt.item_count,
		opensAt: attempt.opens_at,
		closesAt: attempt.closes_at,
		durationMs: attempt.duration_ms,
		formHash: attempt.form_hash
	};
}
