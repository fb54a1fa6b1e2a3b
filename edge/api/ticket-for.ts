/** What a ticket says: pure. */
import { lawfulOf } from '#sync/lawful.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { lastWordAt, termsOf, withBegun } from '../access/own-terms.ts';
import type { Attempt } from '../db/attempts.ts';
import type { NewestSession } from '../rooms/calls.ts';

export function ticketFor(input: {
	attempt: Attempt;
	deviceKey: string;
	newest: NewestSession;
	edgeKey: EdgeKey;
	/** Where the institution is: a code, empty, or what was written before it had to be one. */
	jurisdiction: string;
	/** null: for comparing only. */
	copyKey: string | null;
	now: number;
}): Ticket {
	const { attempt, deviceKey, newest, edgeKey, jurisdiction, copyKey, now } = input;
	const previous = newest ? { session: newest.session, seq: newest.seq, head: newest.head } : null;
	// The room's own record: what the session before was opened under.
	const begun = newest && unsafeReadSigned(newest.ticket, ticketSchema);
	const terms = withBegun(termsOf(attempt), begun?.ok ? begun.statement : null);
	return {
		version: 1,
		attempt: attempt.id,
		sitting: attempt.sitting_id,
		room: attempt.room,
		student: attempt.student_id,
		studentName: attempt.student_name,
		examTitle: attempt.exam_title,
		formHash: attempt.form_hash,
		...terms,
		policy: lawfulOf(terms.policy, jurisdiction),
		orderSeed: attempt.order_seed,
		deviceKey,
		edgeKey: edgeKey.publicKey,
		...(copyKey !== null && { copyKey }),
		...(newest && previous && { previous, startedAt: newest.startedAt }),
		issuedAt: now,
		expiresAt: lastWordAt(terms)
	};
}
