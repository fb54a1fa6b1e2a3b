/** What a ticket says: pure. */
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import type { Attempt } from '../db/attempts.ts';
import type { NewestSession } from '../rooms/calls.ts';

const DAY_MS = 86_400_000;

export function ticketFor(input: {
	attempt: Attempt;
	deviceKey: string;
	newest: NewestSession;
	edgeKey: EdgeKey;
	now: number;
}): Ticket {
	const { attempt, deviceKey, newest, edgeKey, now } = input;
	const previous = newest ? { session: newest.session, seq: newest.seq, head: newest.head } : null;
	return {
		version: 1,
		attempt: attempt.id,
		sitting: attempt.sitting_id,
		room: attempt.room,
		student: attempt.student_id,
		studentName: attempt.student_name,
		examTitle: attempt.exam_title,
		formHash: attempt.form_hash,
		opensAt: attempt.opens_at,
		closesAt: attempt.closes_at,
		durationMs: attempt.duration_ms,
		policy: attempt.policy,
		orderSeed: attempt.order_seed,
		deviceKey,
		edgeKey: edgeKey.publicKey,
		...(newest && previous && { previous, startedAt: newest.startedAt }),
		issuedAt: now,
		expiresAt: attempt.closes_at + Math.max(attempt.policy.graceMs, attempt.duration_ms + DAY_MS)
	};
}
