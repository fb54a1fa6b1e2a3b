/** The envelope of everything the edge signs once and others keep: the exact bytes, never re-serialised, and an Ed25519 signature over `context ‖ 0x00 ‖ bytes`. */
import * as z from 'zod';
import { base64url } from './text.ts';

export const signed = z.strictObject({
	/** base64url of the RFC 8785 bytes of the statement. */
	bytes: base64url.max(65_536),
	/** Which edge key (its id is the first 16 hex digits of SHA-256 of the raw public key). */
	key: z.string().regex(/^[0-9a-f]{16}$/),
	/** base64url of 64 bytes. */
	signature: base64url.length(86)
});
export type Signed = z.infer<typeof signed>;

/** An edge public key as published: Ed25519, 32 raw bytes. */
export const edgeKey = z.strictObject({
	id: z.string().regex(/^[0-9a-f]{16}$/),
	publicKey: base64url.length(43)
});
export type EdgeKey = z.infer<typeof edgeKey>;
