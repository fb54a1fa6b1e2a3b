/** The edge's word that a file is there, whole and as the log names it (SPEC U4). */
import { openSigned, sign, unsafeReadSigned } from './signed.ts';
import type { EdgeSigner, Opened } from './signed.ts';
import { fileReceipt } from './schema/file-receipt.ts';
import type { FileReceipt } from './schema/file-receipt.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';

export function issueFileReceipt(receipt: FileReceipt, key: EdgeSigner): Promise<Signed> {
	return sign('invigil-file/1', fileReceipt.parse(receipt), key);
}

export function openFileReceipt(
	signed: unknown,
	edgeKeys: readonly EdgeKey[]
): Promise<Opened<FileReceipt>> {
	return openSigned('invigil-file/1', signed, edgeKeys, fileReceipt);
}

/** Reads one whose signature was checked when it arrived, or is checked elsewhere; null: none. */
export function unsafeReadFileReceipt(signed: Signed): FileReceipt | null {
	const read = unsafeReadSigned(signed, fileReceipt);
	return read.ok ? read.statement : null;
}
