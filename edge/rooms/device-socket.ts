/** What a device's socket carries through hibernation, and how the Worker hands a ticket to the room. */
import { z } from 'zod';
import { closeReason, refusalCodes } from '#sync/refusal.ts';
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

const attachment = z.strictObject({ session: id, attempt: id, since: z.int() });
export type Attachment = z.infer<typeof attachment>;

export function attachmentOf(socket: WebSocket): Attachment {
	return attachment.parse(socket.deserializeAttachment());
}

/** The session's name is the device's own choice: it must not be taken for an attempt's. */
export const sessionTag = (session: string) => `s:${session}`;
export const attemptTag = (attempt: string) => `a:${attempt}`;

export function close(socket: WebSocket, refusal: Refusal): void {
	socket.close(refusalCodes[refusal.code], closeReason(refusal));
}
