import { newControlState, newLogState } from '#sync/log-state.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { SessionPapers } from '#sync/stored-log.ts';
import { nothingGiven } from './given-time.ts';
import type { SessionRecord } from './room-store.ts';

/**
 * A session of which nothing has come yet. `earlier`: the attempt's sessions before it. Where nobody knows any more what one of them was
 * given, this one's time is not known either.
 */
export function newRecord(
	{ session, ticket, ticketHash }: Pick<SessionPapers, 'session' | 'ticket' | 'ticketHash'>,
	signed: Signed,
	{ now, earlier }: { now: number; earlier: readonly Pick<SessionRecord, 'terms' | 'given'>[] }
): SessionRecord {
	const known = !earlier.some(({ terms, given }) => terms && !given);
	const { opensAt, closesAt, durationMs, accommodation } = ticket;
	const log = newLogState(session, ticket, ticketHash);
	return {
		session,
		attempt: ticket.attempt,
		ticket: signed,
		studentName: ticket.studentName,
		sitting: ticket.sitting,
		openedAt: now,
		log,
		genesis: log.head,
		control: newControlState(session, ticket, ticketHash),
		observations: 0,
		newest: null,
		lastContactAt: now,
		forked: false,
		attemptState: 'ready',
		timeliness: null,
		owes: { receipt: false, judgement: false },
		terms: { opensAt, closesAt, durationMs, ...(accommodation && { accommodation }) },
		...(known && { given: nothingGiven }),
		bytes: 0
	};
}
