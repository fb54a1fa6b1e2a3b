/** Why work waits for a person, as a fact: for staff and for the student whose it is. */
import type { DoubtCode } from '#sync/schema/held.ts';
import { m } from './generated/messages.js';

const words: Record<DoubtCode, () => string> = {
	empty: m.held_doubt_empty,
	not_submitted: m.held_doubt_not_submitted,
	not_received: m.held_doubt_not_received,
	over_time: m.held_doubt_over_time,
	went_on_late: m.held_doubt_went_on_late,
	after_end: m.held_doubt_after_end,
	while_paused: m.held_doubt_while_paused,
	before_opening: m.held_doubt_before_opening,
	after_closing: m.held_doubt_after_closing,
	gap: m.held_doubt_gap,
	clock_break: m.held_doubt_clock_break,
	beyond_grace: m.held_doubt_beyond_grace,
	late: m.held_doubt_late,
	forked: m.held_doubt_forked,
	handed_in_twice: m.held_doubt_handed_in_twice,
	worked_elsewhere: m.held_doubt_worked_elsewhere,
	kept_back: m.held_doubt_kept_back
};

export const doubtWords = (code: DoubtCode): string => words[code]();
