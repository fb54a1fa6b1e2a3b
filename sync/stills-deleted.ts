/** The edge's word that the stills of an attempt are gone (SPEC P7). */
import { openSigned, sign, unsafeReadSigned } from './signed.ts';
import type { EdgeSigner, Opened } from './signed.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';
import { stillsDeleted } from './schema/stills.ts';
import type { StillsDeleted } from './schema/stills.ts';

export function issueStillsDeleted(statement: StillsDeleted, key: EdgeSigner): Promise<Signed> {
	return sign('invigil-stills-deleted/1', stillsDeleted.parse(statement), key);
}

export function openStillsDeleted(
	signed: unknown,
	edgeKeys: readonly EdgeKey[]
): Promise<Opened<StillsDeleted>> {
	return openSigned('invigil-stills-deleted/1', signed, edgeKeys, stillsDeleted);
}

/** Reads one whose signature is checked elsewhere; null: none. */
export function unsafeReadStillsDeleted(signed: Signed): StillsDeleted | null {
	const read = unsafeReadSigned(signed, stillsDeleted);
	return read.ok ? read.statement : null;
}
