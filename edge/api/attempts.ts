/** A student's own attempts: the list, the ticket that lets a device sit one, the key that opens its form. */
import type { Context } from 'hono';
import { fromHex, toBase64url } from '#sync/bytes.ts';
import { canonicalText } from '#sync/canonical.ts';
import {
	attemptList,
	keyAnswer,
	keyRequest,
	ticketAnswer,
	ticketRequest
} from '#sync/schema/api.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import { anotherAfter } from '../access/another-after.ts';
import { permit } from '../access/permit.ts';
import { waitSeconds } from '../access/sign-in-limit.ts';
import type { Asker } from '../access/permit.ts';
import {
	selectAttemptsOf,
	selectOptionalAttempt,
	selectSessions,
	setAttemptReady
} from '../db/attempts.ts';
import type { Attempt, StoredSession } from '../db/attempts.ts';
import { countActs, insertAct } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectContentKey } from '../db/sittings.ts';
import { edgeKeyOf, edgeSigner } from '../keys.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import type { NewestSession } from '../rooms/calls.ts';
import { readId } from './body.ts';
import { copyKeyFor } from './copy-key.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { jurisdictionOf } from './refuse-unlawful.ts';
import type { Authenticated } from './signed-in.ts';
import { ticketFor } from './ticket-for.ts';
import { addressOf, audit } from './who-asks.ts';
import { logProblem } from '../log.ts';

const ended = ['submitted', 'held', 'accepted', 'released', 'expired', 'withdrawn', 'voided'];

const tag = 'Sitting an exam';

const list = operation(
	{
		id: 'listAttempts',
		method: 'get',
		path: '/attempts',
		tag,
		summary: 'One’s own attempts',
		access: 'signed_in',
		answer: attemptList
	},
	async (context) => {
		const own = await transaction(context.env, context.get('actor'), (query) =>
			selectAttemptsOf(query, context.get('asker').id)
		);
		const now = Date.now();
		return { attempts: own.map((each) => summary(each, anotherAfter(each, own, now))), now };
	}
);

const ticket = operation(
	{
		id: 'fetchTicket',
		method: 'post',
		path: '/attempts/:id/ticket',
		tag,
		summary: 'A ticket that lets this device sit the attempt, also without a network',
		access: 'signed_in',
		body: ticketRequest,
		answer: ticketAnswer,
		refusals: ['not_found', 'attempt_ended']
	},
	async (context, { body: { deviceKey } }) =>
		ticketAnswerFor(context, readId(context, 'id'), deviceKey)
);

/** Also what `POST /student/exams/:id/start` answers. */
export async function ticketAnswerFor(
	context: Context<Authenticated>,
	id: string,
	deviceKey: string
) {
	const { env } = context;
	const { attempt, sessions, jurisdiction } = await transaction(
		env,
		context.get('actor'),
		async (query) => {
			const own = await ownAttempt(query, id, context.get('asker'));
			return {
				attempt: own,
				sessions: await selectSessions(query, id),
				jurisdiction: await jurisdictionOf(query, own.institution_id)
			};
		}
	);
	refuseEnded(attempt);
	const newest = await newestSession(env, attempt, sessions);
	const copyKey = await copyKeyFor(env, attempt.sitting_id);
	const now = Date.now();
	const made = ticketFor({
		attempt,
		deviceKey,
		newest,
		edgeKey: edgeKeyOf(env),
		jurisdiction,
		copyKey,
		now
	});
	await transaction(env, system, (query) => setAttemptReady(query, attempt.id));
	// The console is told in passing: a ticket does not wait for it, nor fail with it.
	context.executionCtx.waitUntil(tellReady(env, attempt));
	return { signed: await issueTicket(made, await edgeSigner(env)), now };
}

const key = operation(
	{
		id: 'fetchKey',
		method: 'post',
		path: '/attempts/:id/key',
		tag,
		summary: 'The key that opens the form, while the sitting is open',
		access: 'signed_in',
		body: keyRequest,
		answer: keyAnswer,
		refusals: [
			'not_found',
			'ticket_invalid',
			'ticket_expired',
			'attempt_ended',
			'sitting_locked',
			'not_open_yet',
			'closed',
			'conflict',
			'too_many_requests'
		]
	},
	async (context, { body: request }) => {
		const { env } = context;
		const now = Date.now();
		const id = readId(context, 'id');
		const opened = await openTicket(request.ticket, [edgeKeyOf(env)]);
		const { attempt, jurisdiction } = await transaction(
			env,
			context.get('actor'),
			async (query) => {
				const own = await ownAttempt(query, id, context.get('asker'));
				return { attempt: own, jurisdiction: await jurisdictionOf(query, own.institution_id) };
			}
		);
		await refuseHammering(context, attempt);
		const holds =
			opened.ok && opened.ticket.attempt === id && opened.ticket.student === attempt.student_id;
		if (!holds) {
			await transaction(env, system, (query) =>
				insertAct(query, 'start_key_refused', attempt.student_id, addressOf(context))
			);
			throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
		}
		// Only who holds a ticket of their own learns that it is too old.
		if (now > opened.ticket.expiresAt)
			throw new ProblemError('ticket_expired', 'The ticket does not hold.', {
				evidence: { expiresAt: opened.ticket.expiresAt, now }
			});
		refuseEnded(attempt);
		refuseLocked(attempt);
		if (now < attempt.opens_at)
			throw new ProblemError('not_open_yet', 'The sitting has not opened yet.', {
				evidence: { opensAt: attempt.opens_at, now }
			});
		const closesAt = closingOf(attempt, opened.ticket);
		if (now > closesAt)
			throw new ProblemError('closed', 'The sitting has closed.', { evidence: { closesAt, now } });
		const current = ticketFor({
			attempt,
			deviceKey: opened.ticket.deviceKey,
			newest: null,
			edgeKey: edgeKeyOf(env),
			jurisdiction,
			copyKey: null,
			now
		});
		refuseOutdated(attempt, opened.ticket, current);
		if (isBegun(attempt)) refuseUnlinked(await newestSession(env, attempt, []), opened.ticket);
		const raw = await transaction(env, system, async (query) => {
			await audit(context, query, { action: 'start_key_given', subject: attempt.id });
			return selectContentKey(query, attempt.sitting_id);
		});
		return { contentKey: toBase64url(fromHex(raw)), now };
	}
);

/** An attempt that was begun goes on, on whatever device, while its ticket holds: time that was given since is judged afterwards (D5). */
function closingOf({ state, closes_at }: Attempt, ticket: Ticket): number {
	const begun = ['in_progress', 'paused', 'held'].includes(state);
	return begun ? Math.max(closes_at, ticket.expiresAt) : closes_at;
}

/** Whoever tries tickets that do not hold waits longer each time. */
async function refuseHammering(context: Context<Authenticated>, attempt: Attempt): Promise<void> {
	const counts = await transaction(context.env, system, (query) =>
		countActs(query, 'start_key_refused', attempt.student_id, addressOf(context))
	);
	const retryAfterSeconds = waitSeconds(counts, Date.now());
	if (retryAfterSeconds > 0)
		throw new ProblemError('too_many_requests', 'Too many tickets that do not hold.', {
			retryAfterSeconds
		});
}

export const attempts = [list, ticket, key];

/** Another student's attempt and one that does not exist are answered alike. */
export async function ownAttempt(query: Query, id: string, asker: Asker): Promise<Attempt> {
	const attempt = await selectOptionalAttempt(query, id);
	const owner = attempt && { student: attempt.student_id, institution: attempt.institution_id };
	if (!attempt || !owner || !permit(asker, { to: 'sit_attempt', attempt: owner }))
		throw new ProblemError('not_found', 'There is no such attempt.');
	return attempt;
}

export function refuseEnded(attempt: Attempt): void {
	// Held in the middle of the exam, a student goes on: what counts is for a person to say afterwards.
	if (attempt.state === 'held' && !attempt.submitted) return;
	if (ended.includes(attempt.state))
		throw new ProblemError('attempt_ended', 'The attempt has ended.', {
			evidence: { state: attempt.state }
		});
}

export function refuseLocked({ locked }: Pick<Attempt, 'locked'>): void {
	if (locked) throw new ProblemError('sitting_locked', 'The sitting is locked.');
}

/** Begun with a ticket of before, an exam would keep what its teacher has changed since: time, or what is watched. */
function refuseOutdated(attempt: Attempt, ticket: Ticket, current: Ticket): void {
	if (isBegun(attempt) || canonicalText(termsOf(ticket)) === canonicalText(termsOf(current)))
		return;
	throw new ProblemError('conflict', 'The sitting was changed since this ticket.', {
		evidence: { because: 'ticket_changed' }
	});
}

const isBegun = ({ state }: Attempt): boolean => state !== 'assigned' && state !== 'ready';

/**
 * Begun on another device, it goes on under a ticket that names where: else there would be two beginnings. And nothing that was answered
 * there since the ticket was made is left behind.
 */
function refuseUnlinked(newest: NewestSession, { deviceKey, previous }: Ticket): void {
	const there = newest && unsafeReadSigned(newest.ticket, ticketSchema);
	if (!newest || (there?.ok && there.statement.deviceKey === deviceKey)) return;
	if (previous?.session === newest.session && previous.seq >= newest.lastResponse) return;
	throw new ProblemError('conflict', 'The attempt goes on elsewhere since this ticket.', {
		evidence: { because: 'begun_elsewhere' }
	});
}

const termsOf = ({ opensAt, closesAt, durationMs, policy, accommodation }: Ticket) => ({
	opensAt,
	closesAt,
	durationMs,
	policy,
	accommodation: accommodation ?? null
});

async function tellReady(env: Authenticated['Bindings'], attempt: Attempt): Promise<void> {
	const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(attempt.sitting_id));
	try {
		if (attempt.state === 'assigned')
			await hall.enrol([unheardRow({ ...attempt, state: 'ready' })]);
		await hall.watchDeadlines(attempt.sitting_id);
	} catch (problem) {
		logProblem('hall', problem);
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
	if (!stored || stored.next_seq === 0) return null;
	const startedAt = Math.min(...sessions.map(({ opened_at }) => opened_at));
	const { id, ticket, next_seq, head } = stored;
	return { session: id, ticket, seq: next_seq - 1, head, startedAt, lastResponse: -1 };
}

/** `another`: one may be begun after this one. */
export function summary(attempt: Attempt, another = false): AttemptSummary {
	return {
		id: attempt.id,
		sitting: attempt.sitting_id,
		state: attempt.state,
		examTitle: attempt.exam_title,
		itemCount: attempt.item_count,
		opensAt: attempt.opens_at,
		closesAt: attempt.closes_at,
		durationMs: attempt.duration_ms,
		formHash: attempt.form_hash,
		...(attempt.accommodation && { accommodation: attempt.accommodation }),
		...(attempt.arrangement && { arrangement: attempt.arrangement }),
		...(attempt.attempts_allowed !== 1 && {
			numbered: { number: attempt.number, allowed: attempt.attempts_allowed, another }
		}),
		...(attempt.revision > 0 && { revision: attempt.revision }),
		...(attempt.rehearsal && { rehearsal: true as const }),
		...(attempt.practice && { practice: attempt.practice })
	};
}
