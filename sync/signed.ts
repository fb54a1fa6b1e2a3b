/**
 * The envelope of what the edge signs: the RFC 8785 bytes of a statement, and Ed25519 over context ‖ 0x00 ‖ bytes.
 * The context keeps a signed receipt from being shown as a ticket.
 */
import type { z } from 'zod';
import { concat, fromBase64url, toBase64url, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { readCanonical } from './entry.ts';
import { sha256Hex } from './hash.ts';
import { importEdgeKey, keyId, signEdge, verifyEdge } from './keys.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import { signed as signedSchema } from './schema/signed.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';

export type Context =
	| 'invigil-ticket/1'
	| 'invigil-receipt/1'
	| 'invigil-form/1'
	| 'invigil-file/1'
	| 'invigil-stills-deleted/1'
	| 'invigil-decision/1';
export type EdgeSigner = { privateKey: CryptoKey; id: string };
export type Opened<T> = { ok: true; statement: T; bytes: Bytes; hash: string } | Refused;

export async function sign(context: Context, statement: unknown, key: EdgeSigner): Promise<Signed> {
	const bytes = canonicalBytes(statement);
	const signature = await signEdge(key.privateKey, underContext(context, bytes));
	return { bytes: toBase64url(bytes), key: key.id, signature: toBase64url(signature) };
}

/** `edgeKeys` are trusted already; the id in the envelope only picks one of them. */
export async function openSigned<T>(
	context: Context,
	signed: unknown,
	edgeKeys: readonly EdgeKey[],
	schema: z.ZodType<T>
): Promise<Opened<T>> {
	const envelope = signedSchema.safeParse(signed);
	if (!envelope.success) return refuse('malformed');
	const key = edgeKeys.find(({ id }) => id === envelope.data.key);
	if (!key) return refuse('key_wrong', { key: envelope.data.key });
	const decoded = decode(envelope.data, key);
	if (!decoded) return refuse('malformed');
	const { bytes, signature, raw } = decoded;
	if (keyId(raw) !== key.id) return refuse('key_wrong', { key: key.id });
	const publicKey = await importEdgeKey(raw);
	if (!(await verifyEdge(publicKey, underContext(context, bytes), signature)))
		return refuse('wrong_signature');
	return readStatement(bytes, schema);
}

/** Reads a statement whose signature was checked before (a stored ticket). */
export function unsafeReadSigned<T>(signed: Signed, schema: z.ZodType<T>): Opened<T> {
	try {
		return readStatement(fromBase64url(signed.bytes), schema);
	} catch (problem) {
		if (problem instanceof TypeError) return refuse('malformed');
		throw problem;
	}
}

function readStatement<T>(bytes: Bytes, schema: z.ZodType<T>): Opened<T> {
	const value = readCanonical(bytes);
	if (!value.ok) return value;
	const read = schema.safeParse(value.value);
	if (!read.success) return refuse('wrong_schema');
	return { ok: true, statement: read.data, bytes, hash: sha256Hex(bytes) };
}

function underContext(context: Context, bytes: Bytes): Bytes {
	return concat(utf8(context), Uint8Array.of(0), bytes);
}

function decode(signed: Signed, key: EdgeKey) {
	try {
		return {
			bytes: fromBase64url(signed.bytes),
			signature: fromBase64url(signed.signature),
			raw: fromBase64url(key.publicKey)
		};
	} catch (_notBase64url) {
		return null;
	}
}
