/** What an attempt that was begun has of what was granted, and what was granted since and is not in it. Pure. */
import type {
	AppliedAccommodation,
	GrantedFrom,
	TicketAccommodation
} from '#sync/schema/accommodation.ts';

/** Of the attempt as it is for everybody who was granted nothing. */
export type Planned = { opensAt: number; closesAt: number; durationMs: number };
/** As its newest ticket says. */
export type BegunTerms = Planned & { accommodation?: TicketAccommodation | undefined };

export function appliedIn(begun: BegunTerms, plan: Planned): AppliedAccommodation | null {
	if (!begun.accommodation) return null;
	const addedMs = Math.max(0, begun.durationMs - plan.durationMs);
	// An end before the plan's is no window of one's own: the sitting's was moved since, and the ticket stays.
	const ownWindow = begun.opensAt !== plan.opensAt || begun.closesAt > plan.closesAt + addedMs;
	return { ...begun.accommodation, addedMs, ownWindow };
}

/** Where what an attempt has is from: of what is another by now than what is granted, nothing is said. */
export function stillFrom(
	applied: AppliedAccommodation | null,
	granted: AppliedAccommodation | null,
	from: GrantedFrom
): GrantedFrom {
	if (!applied || !granted) return {};
	const { time, breaks, window, text } = from;
	return {
		...(time && applied.addedMs === granted.addedMs && { time }),
		...(breaks && applied.breaksMs === granted.breaksMs && { breaks }),
		...(window && applied.ownWindow === granted.ownWindow && { window }),
		...(text && applied.largerText === granted.largerText && { text })
	};
}

/** null: the attempt has all of it. */
export function lackingIn(
	applied: AppliedAccommodation | null,
	granted: AppliedAccommodation | null | undefined
): AppliedAccommodation | null {
	if (!granted) return null;
	if (!applied) return says(granted) ? granted : null;
	const lacking = {
		breaksMs: granted.breaksMs > applied.breaksMs ? granted.breaksMs : 0,
		largerText: granted.largerText && !applied.largerText,
		reader: granted.reader && !applied.reader,
		off: granted.off.filter((sensor) => !applied.off.includes(sensor)),
		addedMs: Math.max(0, granted.addedMs - applied.addedMs),
		ownWindow: granted.ownWindow && !applied.ownWindow
	};
	return says(lacking) ? lacking : null;
}

const says = ({ breaksMs, largerText, reader, off, addedMs, ownWindow }: AppliedAccommodation) =>
	breaksMs > 0 || largerText || reader || off.length > 0 || addedMs > 0 || ownWindow;
