/** What was granted to a person and applies to every sitting of theirs. The ticket carries what comes of it, so it holds without a network. */
import * as z from 'zod';
import { milliseconds } from './text.ts';

/** Of a ticket: the time it adds is in the ticket's duration and window already, and what it switches off in the ticket's policy. */
export const ticketAccommodation = z.strictObject({
	/** How long breaks that stop the clock may last in all; 0: none. */
	breaksMs: milliseconds,
	/** The student's device begins with large text. */
	largerText: z.boolean(),
	/** Somebody, or something, reads aloud: speech is expected. */
	reader: z.boolean(),
	/** Sensors that stay off by this accommodation, whatever the sitting's policy says. */
	off: z.array(z.enum(['camera', 'microphone'])).max(2)
});
export type TicketAccommodation = z.infer<typeof ticketAccommodation>;
