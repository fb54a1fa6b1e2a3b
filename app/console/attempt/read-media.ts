/** The pictures of a form, opened with the sitting's start code like any student without a network opens them. */
import { decryptForm, importContentKey, unwrapWithStartCode } from '#sync/form-cipher.ts';
import { formManifest } from '#sync/schema/form.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { unsafeReadSigned } from '#sync/signed.ts';

export type GetBlob = (hash: string) => Promise<Uint8Array<ArrayBuffer> | null>;

/** Plain bytes by hash; null: the package could not be opened. The bundle's own form says which of them to believe. */
export async function readMedia(
	signed: Signed,
	startCode: string,
	getBlob: GetBlob
): Promise<Map<string, Uint8Array<ArrayBuffer>> | null> {
	const manifest = unsafeReadSigned(signed, formManifest);
	if (!manifest.ok) return null;
	const unwrapped = await unwrapWithStartCode(manifest.statement, startCode);
	if (!unwrapped.ok) return null;
	const key = await importContentKey(unwrapped.contentKey);
	const opened = await decryptForm(manifest.statement, key, getBlob);
	return opened.ok ? opened.media : null;
}
