/** The receipt: the edge's word that everything up to an entry is durable, and when. Signed only after the commit. */
import { fromBase64url } from './bytes.ts';
import { inGroups, toCrockford } from './crockford.ts';
import { sha256 } from './hash.ts';
import { openSigned, sign, unsafeReadSigned } from './signed.ts';
import type { EdgeSigner } from './signed.ts';
import type { Refused } from './refusal.ts';
import { receipt as receiptSchema } from './schema/receipt.ts';
import type { Receipt } from './schema/receipt.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';

export type OpenedReceipt = { ok: true; receipt: Receipt; hash: string } | Refused;

export function issueReceipt(receipt: Receipt, key: EdgeSigner): Promise<Signed> {
	return sign('invigil-receipt/1', receiptSchema.parse(receipt), key);
}

export async function openReceipt(
	signed: unknown,
	edgeKeys: readonly EdgeKey[]
): Promise<OpenedReceipt> {
	const opened = await openSigned('invigil-receipt/1', signed, edgeKeys, receiptSchema);
	return opened.ok ? { ok: true, receipt: opened.statement, hash: opened.hash } : opened;
}

/** Reads a receipt whose signature was checked when it arrived; null: not a receipt. */
export function unsafeReadReceipt(signed: Signed): Receipt | null {
	const read = unsafeReadSigned(signed, receiptSchema);
	return read.ok ? read.statement : null;
}

/** Twelve symbols (60 bits) of the hash of the signed bytes, to write down: 'K7QF-3M2P-9XDA'. Not a secret and no proof by itself. */
export function receiptCode(signed: Signed): string {
	return inGroups(toCrockford(sha256(fromBase64url(signed.bytes)), 12), 4);
}
