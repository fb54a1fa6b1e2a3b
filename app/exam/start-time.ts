/** May the exam be started now, as far as a device without a network can tell? */
import type { Ticket } from '#sync/schema/ticket.ts';
import type { EdgeClock } from '../device/device-rows.ts';
import { estimateEdgeNow } from './papers.ts';
import type { StartProblem } from './start-problem.ts';

/** Clocks differ by this much without anybody being at fault. */
const LEEWAY_MS = 60_000;

/** null: yes. */
export function judgeTime(
	ticket: Pick<Ticket, 'opensAt' | 'closesAt' | 'expiresAt' | 'issuedAt' | 'previous'>,
	clock: EdgeClock | null,
	wall: number
): StartProblem | null {
	const now = estimateEdgeNow(clock, wall);
	// Later than the edge's own signature is the least that can be known.
	const least = Math.max(ticket.issuedAt, clock?.edge ?? 0);
	if (now < least - LEEWAY_MS) return { code: 'clock_wrong', at: least };
	if (now > ticket.expiresAt) return { code: 'ticket_expired', at: ticket.expiresAt };
	// Begun on another device, it goes on with the time that was given there, which is not known here yet.
	if (now > ticket.closesAt && !ticket.previous) return { code: 'closed', at: ticket.closesAt };
	if (now < ticket.opensAt - LEEWAY_MS) return { code: 'not_open_yet', at: ticket.opensAt };
	return null;
}
