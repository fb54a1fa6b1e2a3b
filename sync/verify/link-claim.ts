/** Several sessions of one attempt: each but the first says where the one before it stood when the device was changed. */
import { claim, following } from './verdict.ts';
import type { Claim } from './verdict.ts';
import type { CheckedSession } from './session-claims.ts';
import { handedOverOf, handedWork } from '../handover.ts';
import type { Entry } from '../schema/entry.ts';
import type { Ticket } from '../schema/ticket.ts';

export function linkClaim(sessions: readonly CheckedSession[]): Claim {
	const bySession = new Map(sessions.map((session) => [session.session, session]));
	if (bySession.size !== sessions.length)
		return claim('sessions_linked', 'fail', {}, { because: 'twice' });
	const followed = new Set<string>();
	for (const { session, ticket, entries } of sessions) {
		const previous = ticket?.previous;
		if (!previous) continue;
		const before = bySession.get(previous.session);
		if (!before)
			return claim('sessions_linked', 'fail', { session }, { because: 'previous_missing' });
		if (before.heads[previous.seq] !== previous.head) {
			const place = { session: previous.session, entry: previous.seq };
			const made = claim('sessions_linked', 'fail', place, { because: 'previous_head' });
			return following(made, before.heads[previous.seq] ? null : before.brokenBy);
		}
		if (followed.has(previous.session))
			return claim('sessions_linked', 'fail', { session }, { because: 'two_follow_one' });
		followed.add(previous.session);
		const other = handedOtherThan(session, entries, previous, bySession);
		if (other) return other;
	}
	const beginnings = sessions.length - followed.size;
	const status = beginnings <= 1 ? 'pass' : 'fail';
	const made = claim('sessions_linked', status, {}, { sessions: sessions.length, beginnings });
	// What a session follows stands in its ticket.
	return following(made, sessions.some(({ ticket }) => ticket === null) ? 'ticket_signed' : null);
}

/** Its `open` names answers as handed over that the sessions before do not have (W3); null: it does not. */
function handedOtherThan(
	session: string,
	[open]: readonly Entry[],
	previous: NonNullable<Ticket['previous']>,
	bySession: ReadonlyMap<string, CheckedSession>
): Claim | null {
	const said = open?.kind === 'open' ? open.data.handedOver : undefined;
	if (!said) return null;
	const work = handedWork(previous, (name) => {
		const log = bySession.get(name);
		return log ? { entries: log.entries, previous: log.ticket?.previous ?? null } : null;
	});
	const is = work && handedOverOf(work.responses);
	if (is && is.answers === said.answers && is.hash === said.hash) return null;
	const place = { session, entry: 0 };
	const made = claim('sessions_linked', 'fail', place, { because: 'handed_over' });
	// What cannot be read of a session before cannot be compared either.
	return following(made, is ? null : (bySession.get(previous.session)?.brokenBy ?? null));
}
