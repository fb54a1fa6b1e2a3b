import type { SittingSummary } from '#sync/schema/api.ts';

/** Where a sitting stands in time. */
export type When = { kind: 'later' | 'open' | 'over'; forMs: number };

export function whenOf(sitting: Pick<SittingSummary, 'opensAt' | 'closesAt'>, now: number): When {
	if (now < sitting.opensAt) return { kind: 'later', forMs: sitting.opensAt - now };
	if (now < sitting.closesAt) return { kind: 'open', forMs: sitting.closesAt - now };
	return { kind: 'over', forMs: now - sitting.closesAt };
}

const ranks: Record<When['kind'], number> = { open: 0, later: 1, over: 2 };

/** Open ones first, then the next to open, then the last to have closed. */
export function bySittingTime(now: number) {
	return (a: SittingSummary, b: SittingSummary): number => {
		const [first, second] = [whenOf(a, now), whenOf(b, now)];
		return (
			ranks[first.kind] - ranks[second.kind] ||
			first.forMs - second.forMs ||
			a.title.localeCompare(b.title)
		);
	};
}
