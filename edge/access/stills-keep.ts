/** Until when the stills of an attempt are kept (SPEC P7). Pure. */
import type { Ticket } from '#sync/schema/ticket.ts';

const DAY_MS = 86_400_000;

/**
 * Unix ms. Counted from the student's own closing, as their notice says, with all the time that their breaks may take, and what
 * proctors gave them during the exam.
 */
export const stillsKeptUntil = (
	{ closesAt, accommodation, policy }: Pick<Ticket, 'closesAt' | 'accommodation' | 'policy'>,
	givenMs: number
): number => closesAt + (accommodation?.breaksMs ?? 0) + givenMs + policy.retentionDays * DAY_MS;
