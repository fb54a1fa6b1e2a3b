/** What is kept of what was refused, for a person to look at. */
import type { AdmittedUpdate } from '#sync/admission.ts';
import { concat } from '#sync/bytes.ts';
import type { Refusal } from '#sync/refusal.ts';
import type { EvidenceRow } from './evidence-store.ts';

type Where = { session: string; attempt: string; at: number };

/** null: frames that were lost on the way accuse nobody, and a fork is kept as its branch. */
export function frameEvidence(
	refusal: Refusal,
	bytes: Uint8Array,
	where: Where
): Omit<EvidenceRow, 'id'> | null {
	if (refusal.code === 'fork' || refusal.code === 'gap') return null;
	return {
		...where,
		code: refusal.code,
		evidence: JSON.stringify(refusal.evidence ?? {}),
		// Enough to see what it was; a row has room for two million bytes, the room for few of those.
		bytes: Uint8Array.from(bytes.subarray(0, 65_536))
	};
}

/** The other branch, as far as it fits. */
export function forkEvidence(
	{ refusal, branch }: AdmittedUpdate & { ok: false },
	where: Where
): Omit<EvidenceRow, 'id'> {
	return {
		...where,
		code: 'fork',
		evidence: JSON.stringify(refusal.evidence ?? {}),
		bytes: branch ? concat(...branch.items).slice(0, 200_000) : null
	};
}
