/** The two logs of one session as entries. What cannot be read is counted and left out; the verifier says why. */
import { utf8 } from '#sync/bytes.ts';
import { decodeControlEntry, decodeEntry } from '#sync/entry.ts';
import type { BundleSegment, BundleSession } from '#sync/schema/bundle.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { ticket as ticketSchema, type Ticket } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';

export type ReadSession = {
	session: string;
	ticket: Ticket | null;
	entries: Entry[];
	control: ControlEntry[];
	unreadable: number;
};

export function readSession({ session, ticket, log, control }: BundleSession): ReadSession {
	const opened = unsafeReadSigned(ticket, ticketSchema);
	const entries = readEntries(log, decodeEntry);
	const said = readEntries(control, decodeControlEntry);
	return {
		session,
		ticket: opened.ok ? opened.statement : null,
		entries: entries.read,
		control: said.read,
		unreadable: entries.unreadable + said.unreadable
	};
}

function readEntries<E>(
	segments: readonly BundleSegment[],
	decode: (bytes: Uint8Array) => { ok: true; entry: E } | { ok: false }
): { read: E[]; unreadable: number } {
	const read: E[] = [];
	let unreadable = 0;
	for (const { entries } of segments)
		for (const { text } of entries) {
			const decoded = decode(utf8(text));
			if (decoded.ok) read.push(decoded.entry);
			else unreadable++;
		}
	return { read, unreadable };
}
