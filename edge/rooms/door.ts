/** Who comes into a room. */
import type { Ticket } from '#sync/schema/ticket.ts';

/** Of one attempt: a phone and a laptop with old sockets not yet noticed dead. */
export const MOST_SOCKETS = 8;
/** Of one attempt: reinstalls, but not a flood. */
const MOST_SESSIONS = 30;

/**
 * The status with which a device is turned away before its socket opens; null: it comes in. Pure. Not a close code: a socket closed
 * before its device has spoken is kept half open for ten seconds by workerd. A ticket's expiry is not asked: an exam sat without a
 * network may come however late, and is judged, not turned away (T3).
 */
export function doorStatus(door: {
	ticket: Pick<Ticket, 'attempt'>;
	/** The session it asks for, if it has been here before. */
	known: { attempt: string } | null;
	/** Others of the attempt. */
	sessions: number;
}): 401 | 429 | null {
	const { ticket, known, sessions } = door;
	if (known && known.attempt !== ticket.attempt) return 401;
	return !known && sessions >= MOST_SESSIONS ? 429 : null;
}
