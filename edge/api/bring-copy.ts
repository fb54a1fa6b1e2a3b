/** From the bytes of a file to what became of them. What is inside was written by whoever holds a ticket, and is believed of nothing. */
import type { Bytes } from '#sync/bytes.ts';
import type { CopiedSession } from '#sync/copy/content.ts';
import { openCopy, readCopyHeader } from '#sync/copy/sealed-copy.ts';
import type { CopyHeader } from '#sync/copy/sealed-copy.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { copyOutcomes } from '#sync/schema/copy.ts';
import type { CopyOutcome, CopyReport } from '#sync/schema/copy.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { openTicket } from '#sync/ticket.ts';
import { selectOptionalCopyTarget } from '../db/copy-keys.ts';
import { system, transaction } from '../db/database.ts';
import type { Env } from '../env.ts';
import { edgeKeyOf } from '../keys.ts';
import type { BroughtPiece } from '../rooms/calls.ts';
import { optionalCopyKeyPair } from './copy-key.ts';
import { ProblemError } from './problem.ts';

/** A call to a room has at most 32 MiB, and a branch that is kept goes into rows of 200,000 bytes. */
const PIECE_BYTES = 2_000_000;
const PIECE_ITEMS = 4_000;

/** Of the sessions of a copy, what has to be said of all of it: the first of these that is true. */
const gravest: readonly CopyOutcome[] = [
	'erased',
	'forked',
	'refused',
	'connected',
	'taken',
	'older',
	'already'
];

const nothing: Omit<CopyReport, 'outcome'> = {
	attempt: null,
	studentName: null,
	number: null,
	entries: 0,
	state: null,
	sitting: null,
	code: null
};

export async function bringCopy(env: Env, sitting: string, file: Bytes): Promise<CopyReport> {
	const read = readCopyHeader(file);
	if (!read.ok) return { ...nothing, outcome: read.problem };
	const { header } = read;
	if (header.sitting !== sitting)
		return { ...nothing, outcome: 'other_sitting', sitting: { id: header.sitting, title: '' } };
	const pair = await optionalCopyKeyPair(env, sitting);
	if (!pair) return { ...nothing, outcome: 'no_key' };
	const opened = await openCopy(file, pair);
	if (!opened.ok) return { ...nothing, outcome: opened.problem };
	const target = await transaction(env, system, (query) =>
		selectOptionalCopyTarget(query, sitting, header.attempt)
	);
	if (!target) return { ...nothing, outcome: 'unknown_attempt' };
	const whose = {
		...nothing,
		attempt: target.id,
		studentName: target.student_name,
		number: target.number
	};
	if (target.erased) return { ...whose, outcome: 'erased' };
	const tickets = await Promise.all(
		opened.sessions.map((session) => ticketOf(env, header, session))
	);
	const all: Brought[] = [];
	for (const [at, session] of opened.sessions.entries()) {
		const ticket = tickets[at];
		if (!ticket) return { ...whose, outcome: 'refused', code: 'ticket_invalid' };
		all.push(await bringSession(env, ticket, session));
	}
	const outcome = gravest.find((one) => all.some((each) => each.outcome === one)) ?? 'already';
	return {
		...whose,
		outcome,
		entries: all.reduce((sum, { entries }) => sum + entries, 0),
		state: attemptState.nullable().parse(all.at(-1)?.state || null),
		code: all.find((each) => each.outcome === outcome)?.code || null
	};
}

/** As the socket's: of this installation, and of the attempt that the file names. Expiry is not asked (T3). */
async function ticketOf(
	env: Env,
	{ sitting, attempt }: CopyHeader,
	{ ticket: signed }: CopiedSession
): Promise<Ticket | null> {
	const opened = await openTicket(signed, [edgeKeyOf(env)]);
	if (!opened.ok) return null;
	const { ticket } = opened;
	return ticket.sitting === sitting && ticket.attempt === attempt ? ticket : null;
}

type Brought = { outcome: CopyOutcome; entries: number; state: string; code: string };

/** Piece by piece; what is not admitted ends it, but of another history the rest is kept too. */
async function bringSession(
	env: Env,
	{ room, attempt }: Ticket,
	{ session, ticket, segments }: CopiedSession
): Promise<Brought> {
	const stub = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room));
	let entries = 0;
	let forked = false;
	let last: BroughtPiece | null = null;
	for (const { from, items } of piecesOf(segments)) {
		const signed = JSON.stringify(ticket);
		last = await stub.bringCopy({ attempt, session, signed, from, items, forked });
		if (last.outcome === 'unavailable')
			throw new ProblemError('unavailable', 'The room could not store it now.', {
				retryAfterSeconds: 5
			});
		entries += last.entries;
		forked ||= last.outcome === 'forked';
		if (last.outcome !== 'taken' && last.outcome !== 'known' && last.outcome !== 'forked') break;
	}
	if (!last) return { outcome: 'already', entries: 0, state: '', code: '' };
	const { state, code } = last;
	if (forked) return { outcome: 'forked', entries, state, code: '' };
	const outcome = copyOutcomes.find((one) => one === last.outcome);
	if (outcome && outcome !== 'taken') return { outcome, entries, state, code };
	if (entries > 0) return { outcome: 'taken', entries, state, code };
	return {
		outcome: last.segments > segments.length ? 'older' : 'already',
		entries,
		state,
		code
	};
}

function* piecesOf(segments: readonly Bytes[]): Generator<{ from: number; items: Bytes[] }> {
	let from = 0;
	let items: Bytes[] = [];
	let bytes = 0;
	for (const [at, segment] of segments.entries()) {
		if (
			items.length > 0 &&
			(bytes + segment.length > PIECE_BYTES || items.length === PIECE_ITEMS)
		) {
			yield { from, items };
			[from, items, bytes] = [at, [], 0];
		}
		// Its own bytes: a view would take the whole file along.
		items.push(segment.slice());
		bytes += segment.length;
	}
	if (items.length > 0) yield { from, items };
}
