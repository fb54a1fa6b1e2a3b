/** What is kept of what was refused, for a person to look at. */
import type { AdmittedUpdate } from '#sync/admission.ts';
import { concat } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
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

/** A row has room for two million bytes, and a round of the drain for a few such. */
const MOST_ROW_BYTES = 200_000;

/** The other branch, whole segments in as many rows as it needs. */
export function forkEvidence(
	{ refusal, branch }: AdmittedUpdate & { ok: false },
	where: Where
): Omit<EvidenceRow, 'id'>[] {
	const evidence = JSON.stringify(refusal.evidence ?? {});
	return groupsOf(branch?.items ?? []).map((bytes) => ({
		...where,
		code: 'fork',
		evidence,
		bytes
	}));
}

function groupsOf(items: readonly Bytes[]): (Bytes | null)[] {
	const groups: Bytes[][] = [];
	let size = 0;
	for (const item of items) {
		if (groups.length === 0 || size + item.length > MOST_ROW_BYTES) {
			groups.push([]);
			size = 0;
		}
		groups.at(-1)?.push(item);
		size += item.length;
	}
	return groups.length === 0 ? [null] : groups.map((group) => concat(...group));
}
