/** Several sessions of one attempt: each but the first says where the one before it stood when the device was changed. */
import { claim, following } from './verdict.ts';
import type { Claim } from './verdict.ts';
import type { CheckedSession } from './session-claims.ts';

export function linkClaim(sessions: readonly CheckedSession[]): Claim {
	const bySession = new Map(sessions.map((session) => [session.session, session]));
	if (bySession.size !== sessions.length)
		return claim('sessions_linked', 'fail', {}, { because: 'twice' });
	const followed = new Set<string>();
	for (const { session, ticket } of sessions) {
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
	}
	const beginnings = sessions.length - followed.size;
	const status = beginnings <= 1 ? 'pass' : 'fail';
	const made = claim('sessions_linked', status, {}, { sessions: sessions.length, beginnings });
	// What a session follows stands in its ticket.
	return following(made, sessions.some(({ ticket }) => ticket === null) ? 'ticket_signed' : null);
}
