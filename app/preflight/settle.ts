/** What is shown of something that is said several times a second: the newest that was said for a while. Pure. */
export interface Settled<Value> {
	shown: Value | null;
	/** Said since then instead; null: what is shown is what is said. */
	next: { value: Value; since: number } | null;
}

const STEADY_MS = 1_000;

export function settle<Value>(before: Settled<Value>, said: Value, at: number): Settled<Value> {
	if (before.shown === null) return { shown: said, next: null };
	if (said === before.shown) return { ...before, next: null };
	if (before.next?.value !== said) return { ...before, next: { value: said, since: at } };
	return at - before.next.since >= STEADY_MS ? { shown: said, next: null } : before;
}
