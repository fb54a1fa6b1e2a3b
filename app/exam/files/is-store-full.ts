/** Dexie wraps what the browser says, and browsers say it in two ways. */
export function isStoreFull(problem: unknown): boolean {
	for (let at = problem; at instanceof Error || at instanceof DOMException;) {
		if (at.name === 'QuotaExceededError') return true;
		const { inner } = at as { inner?: unknown };
		at = inner === at ? undefined : inner;
	}
	return false;
}
