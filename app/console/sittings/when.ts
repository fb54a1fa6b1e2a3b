import type { ListedSitting } from '#sync/schema/api.ts';

/** Where a sitting stands in time. */
export type When = { kind: 'later' | 'open' | 'over'; forMs: number };

export type Times = Pick<ListedSitting, 'opensAt' | 'closesAt'> &
	Partial<Pick<ListedSitting, 'addedMs' | 'moreForSome'>>;

/** The end as it was moved by time that was added for everybody. */
export const endOf = ({ closesAt, addedMs = 0 }: Times): number => closesAt + addedMs;

export function whenOf(sitting: Times, now: number): When {
	const end = endOf(sitting);
	if (now < sitting.opensAt) return { kind: 'later', forMs: sitting.opensAt - now };
	if (now < end) return { kind: 'open', forMs: end - now };
	return { kind: 'over', forMs: now - end };
}

const ranks: Record<When['kind'], number> = { open: 0, later: 1, over: 2 };

/** Open ones first, then the next to open, then the last to have closed. */
export function bySittingTime(now: number) {
	return (a: ListedSitting, b: ListedSitting): number => {
		const [first, second] = [whenOf(a, now), whenOf(b, now)];
		return (
			ranks[first.kind] - ranks[second.kind] ||
			first.forMs - second.forMs ||
			a.title.localeCompare(b.title)
		);
	};
}
