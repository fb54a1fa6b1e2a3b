/** The edge's signed statement (context "invigil-ticket/1") of who may sit what on which device, until when. Fetched with the form, works without a network. */
import * as z from 'zod';
import { ticketAccommodation } from './accommodation.ts';
import { policy } from './policy.ts';
import { base64url, hash, id, milliseconds, unixMs } from './text.ts';

export const ticket = z.strictObject({
	version: z.literal(1),
	attempt: id,
	sitting: id,
	/** Name of the room (Durable Object) that takes this attempt's log. */
	room: z.string().regex(/^[a-z0-9-]{1,80}$/),
	student: id,
	studentName: z.string().min(1).max(200),
	examTitle: z.string().min(1).max(300),
	formHash: hash,
	opensAt: unixMs,
	closesAt: unixMs,
	/** Accommodations already applied. */
	durationMs: milliseconds,
	policy,
	/** Absent: none. */
	accommodation: ticketAccommodation.optional(),
	/** 16 bytes: the order of items and options follows from it (sync/order.ts). */
	orderSeed: base64url.length(22),
	/** ECDSA P-256 public key of the device, 65 raw bytes (uncompressed point). */
	deviceKey: base64url.length(87),
	/** Ed25519 key that signs this session's control log and receipts, 32 raw bytes. */
	edgeKey: base64url.length(43),
	/** ECDH P-256 public key of the sitting, 65 raw bytes: what sealed copies are encrypted to (SPEC X). Absent: a ticket of before there were any. */
	copyKey: base64url.length(87).optional(),
	/** Set when the attempt already has a session on another device: that session's last receipted head. */
	previous: z.strictObject({ session: id, seq: z.int().min(0), head: hash }).optional(),
	/** With `previous`: edge time at which the attempt was first opened. Its duration has run since. */
	startedAt: unixMs.optional(),
	issuedAt: unixMs,
	/** After this nobody starts under the ticket, and what was written under it is judged (T3): closesAt + grace, or a day beyond the end. */
	expiresAt: unixMs
});
export type Ticket = z.infer<typeof ticket>;
