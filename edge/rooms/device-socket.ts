/** What a device's socket carries through hibernation, and how the Worker hands a ticket to the room. */
import { z } from 'zod';
import { signed } from '#sync/schema/signed.ts';
import { id } from '#sync/schema/text.ts';
import type { Ticket } from '#sync/schema/ticket.ts';

/** Set by the Worker, which has opened the ticket; a header of this name from outside is overwritten there. */
export const TICKET_HEADER = 'X-Invigil-Ticket';

const handed = z.strictObject({ session: id, signed });
export type Handed = z.infer<typeof handed>;

export function readHanded(request: Request): Handed | null {
	const header = request.headers.get(TICKET_HEADER);
	return header === null ? null : handed.parse(JSON.parse(header));
}

const attachment = z.strictObject({ session: id, attempt: id });
export type Attachment = z.infer<typeof attachment>;

export function attachmentOf(socket: WebSocket): Attachment {
	return attachment.parse(socket.deserializeAttachment());
}

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
