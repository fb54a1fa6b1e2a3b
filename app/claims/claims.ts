import type { Claim, ClaimStatus, Verdict } from '#sync/verify/verdict.ts';

/** What does not hold first, then what cannot be proven; within a group in the verifier's own order. Empty groups are left out. */
export function byStatus(claims: readonly Claim[]): { status: ClaimStatus; claims: Claim[] }[] {
	return (['fail', 'not_provable', 'pass'] as const)
		.map((status) => ({ status, claims: claims.filter((claim) => claim.status === status) }))
		.filter((group) => group.claims.length > 0);
}

export type ClaimCounts = Record<ClaimStatus, number>;

export function countClaims(claims: readonly Claim[]): ClaimCounts {
	const counts: ClaimCounts = { pass: 0, fail: 0, not_provable: 0 };
	for (const { status } of claims) counts[status]++;
	return counts;
}

/** One word for the whole record. Nothing recorded is neither. */
export type Standing =
	| { kind: 'nothing' }
	| { kind: 'erased' }
	| { kind: 'broken'; entry: number }
	/** `failed`: claims beyond the chain that do not hold, and not only because another does not. */
	| { kind: 'unbroken'; failed: number };

export function standingOf(verdict: Verdict, entries: number): Standing {
	if (verdict.brokenAt) return { kind: 'broken', entry: verdict.brokenAt.entry };
	if (!verdict.unbroken) {
		const place = verdict.claims.find(({ status }) => status === 'fail');
		return { kind: 'broken', entry: place?.entry ?? 0 };
	}
	// First: whoever cuts a record can add a session that is said to be erased.
	const failed = verdict.claims.filter(({ status, follows }) => status === 'fail' && !follows);
	if (failed.length > 0) return { kind: 'unbroken', failed: failed.length };
	if (verdict.claims.some(({ detail }) => detail['because'] === 'erased'))
		return { kind: 'erased' };
	return entries === 0 ? { kind: 'nothing' } : { kind: 'unbroken', failed: 0 };
}
