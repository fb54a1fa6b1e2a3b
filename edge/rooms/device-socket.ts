/** What a device's socket carries through hibernation, and how the Worker hands a ticket to the room. */
import { z } from 'zod';
import type { Refusal } from '#sync/refusal.ts';
import { signed } from '#sync/schema/signed.ts';
import { id } from '#sync/schema/text.ts';

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

/** Why a device with a good ticket is turned away all the same; null: it comes in. Pure. */
export function doorRefusal(door: {
	attempt: string;
	/** The session it asks for, if it has been here before. */
	known: { attempt: string } | null;
	/** Open ones of the attempt. */
	sockets: number;
	/** Others of the attempt. */
	sessions: number;
}): Refusal | null {
	if (door.known && door.known.attempt !== door.attempt) return { code: 'wrong_session' };
	if (door.sockets >= MOST_SOCKETS)
		return { code: 'too_fast', evidence: { sockets: door.sockets } };
	if (door.sessions >= MOST_SESSIONS)
		return { code: 'too_large', evidence: { sessions: door.sessions } };
	return null;
}
