/**
 * The ticket: the edge's word that this device may sit this attempt until then. It opens the socket too, as a subprotocol:
 *
 *   device → edge   Sec-WebSocket-Protocol: invigil.1, ticket.KEY.BYTES.SIGNATURE
 *   edge → device   Sec-WebSocket-Protocol: invigil.1
 *
 * A browser can set no other header on a WebSocket, and a URL would end in access logs.
 */
import { sign, openSigned } from './signed.ts';
import type { EdgeSigner } from './signed.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { signed as signedSchema } from './schema/signed.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';
import { ticket as ticketSchema } from './schema/ticket.ts';
import type { Ticket } from './schema/ticket.ts';

export const SUBPROTOCOL = 'invigil.1';

export type OpenedTicket = { ok: true; ticket: Ticket; hash: string } | Refused;

export function issueTicket(ticket: Ticket, key: EdgeSigner): Promise<Signed> {
	return sign('invigil-ticket/1', ticketSchema.parse(ticket), key);
}

/** Without `now`, expiry is not looked at: a device without a network must still start, a verifier reads old tickets. */
export async function openTicket(
	signed: unknown,
	edgeKeys: readonly EdgeKey[],
	now?: number
): Promise<OpenedTicket> {
	const opened = await openSigned('invigil-ticket/1', signed, edgeKeys, ticketSchema);
	if (!opened.ok) return refuse('ticket_invalid', { because: opened.refusal.code });
	const ticket = opened.statement;
	if (now !== undefined && now > ticket.expiresAt)
		return refuse('ticket_expired', { expiresAt: ticket.expiresAt });
	return { ok: true, ticket, hash: opened.hash };
}

export function ticketProtocol(signed: Signed): string[] {
	return [SUBPROTOCOL, `ticket.${signed.key}.${signed.bytes}.${signed.signature}`];
}

/** Where a header can be set: of an attempt's files (SPEC U3). */
export const ticketHeader = ({ key, bytes, signature }: Signed): string =>
	`Ticket ${key}.${bytes}.${signature}`;

/** null: no ticket in it. */
export function readTicketHeader(header: string | null | undefined): Signed | null {
	return header?.startsWith('Ticket ') ? cutTicket(header.slice('Ticket '.length)) : null;
}

/** Cuts the header; the envelope is not opened. null: no ticket in it. */
export function readTicketProtocol(header: string | null): Signed | null {
	const offers = (header ?? '').split(',').map((offer) => offer.trim());
	const offer = offers.find((name) => name.startsWith('ticket.'));
	if (!offer || !offers.includes(SUBPROTOCOL)) return null;
	return cutTicket(offer.slice('ticket.'.length));
}

function cutTicket(text: string): Signed | null {
	const [key, bytes, signature, ...more] = text.split('.');
	if (more.length > 0) return null;
	const read = signedSchema.safeParse({ key, bytes, signature });
	return read.success ? read.data : null;
}
