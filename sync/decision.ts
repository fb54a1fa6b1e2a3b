/** The edge's word on what a person decided about a held attempt (SPEC H). */
import { openSigned, sign, unsafeReadSigned } from './signed.ts';
import type { EdgeSigner, Opened } from './signed.ts';
import { decision } from './schema/decision.ts';
import type { Decision } from './schema/decision.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';

export function issueDecision(statement: Decision, key: EdgeSigner): Promise<Signed> {
	return sign('invigil-decision/1', decision.parse(statement), key);
}

export function openDecision(
	signed: unknown,
	edgeKeys: readonly EdgeKey[]
): Promise<Opened<Decision>> {
	return openSigned('invigil-decision/1', signed, edgeKeys, decision);
}

/** Reads one whose signature is checked elsewhere; null: none. */
export function unsafeReadDecision(signed: Signed): (Decision & { hash: string }) | null {
	const read = unsafeReadSigned(signed, decision);
	return read.ok ? { ...read.statement, hash: read.hash } : null;
}
