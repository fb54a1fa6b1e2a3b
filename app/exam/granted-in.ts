import type { TicketAccommodation } from '#sync/schema/accommodation.ts';

/** What of an accommodation stands in a ticket: times and policy follow from it, and are compared by themselves. */
export const grantedIn = (granted: TicketAccommodation | undefined): string =>
	granted
		? JSON.stringify([
				granted.breaksMs,
				granted.largerText,
				granted.reader,
				granted.off.toSorted().join(),
				Object.entries(granted.by ?? {})
					.map(([what, by]) => `${what} ${by}`)
					.toSorted()
					.join()
			])
		: '';
