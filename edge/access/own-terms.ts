/** The terms of one student's attempt, as a ticket carries them. Pure. */
import type { AppliedAccommodation } from '#sync/schema/accommodation.ts';
import type { Policy } from '#sync/schema/policy.ts';
import type { Ticket } from '#sync/schema/ticket.ts';

export type Terms = Pick<
	Ticket,
	'opensAt' | 'closesAt' | 'durationMs' | 'policy' | 'accommodation'
>;

const DAY_MS = 86_400_000;

/** Until when somebody may have begun without a network, and what they bring is still expected: the grace, or a day beyond the end. */
export const lastWordAt = (
	terms: Pick<Terms, 'closesAt' | 'durationMs' | 'policy' | 'accommodation'>
): number =>
	terms.closesAt +
	(terms.accommodation?.breaksMs ?? 0) +
	Math.max(terms.policy.graceMs, terms.durationMs + DAY_MS);

export function termsOf(attempt: {
	opens_at: number;
	closes_at: number;
	duration_ms: number;
	policy: Policy;
	accommodation: AppliedAccommodation | null;
}): Terms {
	const { accommodation } = attempt;
	return {
		opensAt: attempt.opens_at,
		closesAt: attempt.closes_at,
		durationMs: attempt.duration_ms,
		policy: attempt.policy,
		...(accommodation && { accommodation: forTicket(accommodation) })
	};
}

const forTicket = ({ breaksMs, largerText, reader, off, by }: AppliedAccommodation) => ({
	breaksMs,
	largerText,
	reader,
	off,
	...(by && { by })
});

/** What was ended or changed meanwhile takes nothing from an attempt that was begun: on another device it goes on as it was. */
export function withBegun(terms: Terms, begun: Terms | null): Terms {
	if (!begun) return terms;
	const accommodation = terms.accommodation ?? begun.accommodation;
	const by = { ...begun.accommodation?.by, ...terms.accommodation?.by };
	const camera = terms.policy.camera && begun.policy.camera;
	const microphone = terms.policy.microphone && begun.policy.microphone;
	const stills = camera && !by.pictures ? terms.policy.stills : 'never';
	return {
		opensAt: Math.min(terms.opensAt, begun.opensAt),
		closesAt: Math.max(terms.closesAt, begun.closesAt),
		durationMs: Math.max(terms.durationMs, begun.durationMs),
		policy: { ...terms.policy, camera, microphone, stills },
		...(accommodation && {
			accommodation: {
				breaksMs: Math.max(accommodation.breaksMs, begun.accommodation?.breaksMs ?? 0),
				largerText: accommodation.largerText || begun.accommodation?.largerText === true,
				reader: accommodation.reader || begun.accommodation?.reader === true,
				off: [...new Set([...accommodation.off, ...(begun.accommodation?.off ?? [])])],
				...(Object.keys(by).length > 0 && { by })
			}
		})
	};
}
