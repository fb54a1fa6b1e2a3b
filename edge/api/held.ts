/** Late and doubtful work: the queue of a sitting, what is odd about one attempt, and what a person decides. */
import type { Context } from 'hono';
import { issueDecision, unsafeReadDecision } from '#sync/decision.ts';
import { briefDoubts, cutsOf, doubtsOf, factsOf } from '#sync/held/doubts.ts';
import type { HeldSession } from '#sync/held/doubts.ts';
import { compare } from '#sync/held/compare.ts';
import { allOf, isAsSeen, pinned, problemOf, responsesIn } from '#sync/held/stands.ts';
import { unsafeReadReceipt } from '#sync/receipt.ts';
import type { Decision, Stand } from '#sync/schema/decision.ts';
import {
	attemptDecided,
	attemptDecision,
	heldCase,
	heldChoice,
	heldComparison,
	heldList
} from '#sync/schema/held.ts';
import type { AttemptDecision, ListedHeld, ShownDecision } from '#sync/schema/held.ts';
import {
	insertDecision,
	lockSessions,
	selectDecisions,
	setStandingResponses
} from '../db/attempt-decisions.ts';
import type { StoredDecision } from '../db/attempt-decisions.ts';
import { decideAttempt, selectAttemptHead } from '../db/attempt-marks.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { hasAnswersSince, selectHeldAttempts } from '../db/held-list.ts';
import { selectHeldSessions } from '../db/held-sessions.ts';
import { markAttempt } from '../db/mark-attempts.ts';
import { settleRelease } from '../db/releases.ts';
import { selectForm } from '../db/sittings.ts';
import { edgeSigner } from '../keys.ts';
import { logProblem } from '../log.ts';
import { askedSitting, asAllowedOn, conflict } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { wakeHall } from './tell-hall.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Results';

const shown = ({
	number,
	decision,
	because,
	stands,
	by_name,
	at
}: StoredDecision): ShownDecision => ({
	number,
	decision,
	because,
	stands: stands.map(({ session, upTo, branch }) => ({ session, upTo, ...(branch && { branch }) })),
	byName: by_name,
	at
});

/** The room may be a moment ahead of Postgres, and a person decides on all that was receipted. */
async function drained(context: Context<Authenticated>): Promise<void> {
	const room = await asAllowedOn(context, 'teach', async (query, id) => {
		const { room } = await selectAttemptHead(query, id);
		return room;
	});
	const { env } = context;
	const complete = await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).drainAttempt(
		readId(context, 'id')
	);
	if (!complete)
		throw new ProblemError('unavailable', 'What was received is not in the database yet.', {
			retryAfterSeconds: 5
		});
}

const list = operation(
	{
		id: 'listHeld',
		method: 'get',
		path: '/sittings/:id/held',
		tag,
		summary: 'Attempts of a sitting that wait for a person, or were decided on',
		access: 'signed_in',
		answer: heldList,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const sitting = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'teach')
		);
		return transaction(context.env, system, async (query) => {
			const rows = await selectHeldAttempts(query, id);
			const decisions = await selectDecisions(
				query,
				rows.map((row) => row.id)
			);
			const attempts: ListedHeld[] = [];
			for (const row of rows) {
				const last = decisions.findLast(({ attempt }) => attempt === row.id);
				attempts.push({
					attempt: row.id,
					studentName: row.student_name,
					number: row.number,
					state: row.state,
					submittedAt: row.submitted_at,
					doubts: briefDoubts(row, row.isForked),
					lateMs: row.lateMs,
					decided: last ? shown(last) : null,
					more: last ? await hasAnswersSince(query, row.id, last) : false
				});
			}
			const waits = (one: ListedHeld) => one.decided === null || one.more;
			attempts.sort(
				(a, b) => Number(waits(b)) - Number(waits(a)) || (b.lateMs ?? 0) - (a.lateMs ?? 0)
			);
			const waiting = attempts.filter(waits).length;
			return { sitting: id, title: sitting.title, waiting, attempts };
		});
	}
);

/** The duration of an attempt is given once, however many sessions it has. */
const startOf = (held: readonly HeldSession[]): number =>
	Math.min(
		Number.POSITIVE_INFINITY,
		...held.flatMap(({ control }) => {
			const first = control.find((entry) => entry.kind === 'receipt');
			return (first && unsafeReadReceipt(first.data.receipt)?.at) ?? [];
		})
	);

const show = operation(
	{
		id: 'showHeld',
		method: 'get',
		path: '/attempts/:id/held',
		tag,
		summary: 'What is late or odd about an attempt, with the numbers, and what was decided',
		access: 'signed_in',
		answer: heldCase,
		refusals: ['not_found', 'unavailable']
	},
	async (context) => {
		await drained(context);
		return asAllowedOn(context, 'teach', async (query, id, sitting) => {
			await auditLook(context, query, { action: 'record_viewed', subject: id });
			const head = await selectAttemptHead(query, id);
			const held = await selectHeldSessions(query, id);
			const startedAt = startOf(held);
			const facts = held.map((one) => factsOf(one, startedAt));
			const decisions = await selectDecisions(query, [id]);
			const policy = held.at(-1)?.ticket.policy;
			const last = decisions.at(-1);
			return {
				attempt: id,
				sitting: sitting.id,
				title: sitting.title,
				studentName: head.student_name,
				number: head.number,
				state: head.state,
				submittedAt: head.submitted_at,
				lateSync: policy?.lateSync ?? 'hold',
				graceMs: policy?.graceMs ?? 0,
				doubts: doubtsOf(held, facts),
				sessions: facts,
				cuts: cutsOf(held, facts),
				decisions: decisions.map(shown),
				more: last ? await hasAnswersSince(query, id, last) : false,
				erased: head.erased
			};
		});
	}
);

/** Refused where they name what is not there. */
function checked(held: readonly HeldSession[], stands: readonly Stand[]): readonly Stand[] {
	const problem = problemOf(held, stands);
	if (problem)
		throw new ProblemError('invalid_request', 'There is nothing of that kind to choose.', {
			evidence: { field: 'stands', because: problem }
		});
	return stands;
}

const compareAnswers = operation(
	{
		id: 'compareHeld',
		method: 'post',
		path: '/attempts/:id/held/compare',
		tag,
		summary: 'The answers with all that came beside those under a choice; nothing is changed',
		access: 'signed_in',
		body: heldChoice,
		answer: heldComparison,
		refusals: ['not_found', 'invalid_request']
	},
	(context, { body }) =>
		asAllowedOn(context, 'teach', async (query, id, sitting) => {
			await auditLook(context, query, { action: 'answers_viewed', subject: id });
			const held = await selectHeldSessions(query, id);
			const form = await selectForm(query, sitting.id);
			return { items: compare(form, held, checked(held, body.stands)) };
		})
);

/** What counts from now on. */
function chosenOf(held: readonly HeldSession[], body: AttemptDecision): readonly Stand[] {
	if (body.decision === 'set_aside') return [];
	if (body.decision === 'accept_part') return checked(held, body.stands);
	if (held.some(({ branches, moreBranches }) => branches.length > 0 || moreBranches))
		throw conflict('forked', 'There are two histories: say which of them counts.');
	return allOf(held);
}

const decide = operation(
	{
		id: 'decideAttempt',
		method: 'post',
		path: '/attempts/:id/decision',
		tag,
		summary:
			'Accept a held attempt, or a part of it, or set it aside, with a reason; another decision takes the place of the last and is kept beside it',
		access: 'signed_in',
		body: attemptDecision,
		answer: attemptDecided,
		refusals: ['not_found', 'conflict', 'invalid_request', 'unavailable']
	},
	async (context, { body }) => {
		await drained(context);
		const signer = await edgeSigner(context.env);
		const decided = await asAllowedOn(context, 'teach', async (query, id, sitting) => {
			await lockSessions(query, id);
			const head = await selectAttemptHead(query, id);
			const decisions = await selectDecisions(query, [id]);
			if (head.erased) throw conflict('erased', 'There is nothing left to decide on.');
			if (head.state !== 'held' && !head.decided)
				throw conflict('stale', 'The attempt is not held.', { state: head.state });
			if (decisions.length !== body.after)
				throw conflict('stale', 'Somebody decided meanwhile.', { number: decisions.length });
			const held = await selectHeldSessions(query, id);
			if (!isAsSeen(held, body.seen))
				throw conflict('stale', 'More came than was shown.', { number: decisions.length });
			const stands = chosenOf(held, body);
			const before = decisions.at(-1)?.statement;
			const made: Decision = {
				version: 1,
				attempt: id,
				number: decisions.length + 1,
				previous: (before && unsafeReadDecision(before)?.hash) ?? null,
				decision: body.decision,
				because: body.because,
				stands: pinned(held, stands),
				by: context.get('asker').id,
				at: Date.now()
			};
			const statement = await issueDecision(made, signer);
			await insertDecision(query, made, statement);
			await apply(query, made, held);
			await settleRelease(query, sitting.id);
			await audit(context, query, {
				action: 'attempt_decided',
				subject: id,
				detail: {
					decision: made.decision,
					number: made.number,
					because: made.because,
					statement: unsafeReadDecision(statement)?.hash ?? ''
				}
			});
			const { state } = await selectAttemptHead(query, id);
			return { attempt: id, state, number: made.number, room: head.room, sitting: sitting.id };
		});
		const { room, sitting, ...answer } = decided;
		await tellRoom(context, room, answer);
		// What is accepted after a release can be seen from now on.
		if (answer.state === 'released') wakeHall(context, sitting);
		return answer;
	}
);

/** What marks are made of follows. */
async function apply(query: Query, made: Decision, held: readonly HeldSession[]): Promise<void> {
	const { attempt, because, by } = made;
	const accepted = made.decision !== 'set_aside';
	await decideAttempt(query, attempt, accepted ? 'accepted' : 'voided');
	if (!accepted) return;
	await setStandingResponses(query, attempt, responsesIn(held, made.stands));
	await markAttempt(query, attempt, { because, by });
}

/** The hall shows it. A room that does not answer keeps nobody from deciding. */
async function tellRoom(
	{ env }: Context<Authenticated>,
	room: string,
	{ attempt, state }: { attempt: string; state: string }
): Promise<void> {
	try {
		const stub = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room));
		await stub.noteDecided(attempt, state === 'voided' ? 'voided' : 'accepted');
	} catch (problem) {
		logProblem('held.room_not_told', problem, { attempt });
	}
}

export const heldWork = [list, show, compareAnswers, decide];
