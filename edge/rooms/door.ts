/** Who comes into a room. */
import type { Ticket } from '#sync/schema/ticket.ts';

/** Of one attempt: a phone and a laptop with old sockets not yet noticed dead, and reinstalls, but not a flood. */
const MOST_SOCKETS = 8;
const MOST_SESSIONS = 30;

/**
 * The status with which a device is turned away before its socket opens; null: it comes in. Pure. Not a close code: a socket closed
 * before its device has spoken is kept half open for ten seconds by workerd.
 */
export function doorStatus(door: {
	ticket: Pick<Ticket, 'attempt' | 'expiresAt'>;
	/** The session it asks for, if it has been here before. */
	known: { attempt: string } | null;
	/** Open ones of the attempt. */
	sockets: number;
	/** Others of the attempt. */
	sessions: number;
	now: number;
}): 401 | 429 | null {
	const { ticket, known, sockets, sessions, now } = door;
	if (known && known.attempt !== ticket.attempt) return 401;
	// Late work of a session that began in time is taken in and judged; a new session needs a ticket that holds.
	if (!known && now > ticket.expiresAt) return 401;
	if (sockets >= MOST_SOCKETS || (!known && sessions >= MOST_SESSIONS)) return 429;
	return null;
}
