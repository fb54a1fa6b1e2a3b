/**
 * The export of one attempt: everything a third party needs to check it, and nothing secret of others (docs/BUNDLE.md).
 * Entries stand one by one with the head after each, so a single changed byte is named by its entry.
 */
import * as z from 'zod';
import { form } from './form.ts';
import { logProofText } from './public-log.ts';
import { edgeKey, signed } from './signed.ts';
import { bundleStills } from './stills.ts';
import { base64url, hash, id, unixMs } from './text.ts';

export const bundleEntry = z.strictObject({
	/** The entry's RFC 8785 text; its UTF-8 bytes are what was hashed. */
	text: z.string(),
	/** Head after this entry. */
	head: hash
});

export const bundleSegment = z.strictObject({
	first: z.int().min(0),
	before: hash,
	after: hash,
	entries: z.array(bundleEntry).min(1).max(100),
	/** ECDSA P-256 (log, by the device) or Ed25519 (control, by the edge): 64 bytes. */
	signature: base64url.length(86)
});
export type BundleSegment = z.infer<typeof bundleSegment>;

export const bundleSession = z.strictObject({
	session: id,
	/** Holds the ticket the session was opened under. */
	ticket: signed,
	log: z.array(bundleSegment),
	control: z.array(bundleSegment)
});
export type BundleSession = z.infer<typeof bundleSession>;

/** What is left of a session when its payloads were erased. */
export const erasedSession = z.strictObject({
	session: id,
	erasedAt: unixMs,
	log: z.array(
		z.strictObject({
			first: z.int().min(0),
			count: z.int().min(1).max(100),
			before: hash,
			after: hash
		})
	),
	/** Each holds a receipt, as the edge gave it. */
	receipts: z.array(signed)
});
export type ErasedSession = z.infer<typeof erasedSession>;

/** Other histories, of all sessions of an attempt. */
export const MOST_BRANCHES = 100;

export const bundle = z.strictObject({
	format: z.literal('invigil-bundle/1'),
	exportedAt: unixMs,
	attempt: id,
	studentName: z.string(),
	edgeKeys: z.array(edgeKey).min(1),
	/** The form as published; its RFC 8785 bytes hash to the ticket's formHash. */
	form,
	sessions: z.array(bundleSession).min(0),
	/** Absent: nothing of the attempt was erased. */
	erased: z.array(erasedSession).min(1).optional(),
	/** Each holds a file receipt: of the files that the log names, those the edge has. Absent: none. */
	files: z.array(signed).min(1).max(1000).optional(),
	/** Other histories that a device signed: segments of its log from where it leaves the one in `sessions`. Absent: none. */
	branches: z
		.array(z.strictObject({ session: id, log: z.array(bundleSegment).min(1) }))
		.min(1)
		.max(MOST_BRANCHES)
		.optional(),
	/** There are others than these, too many to be read. Absent: there are not. */
	moreBranches: z.literal(true).optional(),
	/** Each holds a decision about the attempt, oldest first. Absent: nobody decided anything. */
	decisions: z.array(signed).min(1).max(1000).optional(),
	/** Absent: no still of the attempt ever arrived. */
	stills: bundleStills.optional(),
	/** Proofs that its sessions stand in the public log, one a session at most. Absent: none does yet. */
	logged: z.array(logProofText).min(1).max(100).optional()
});
export type Bundle = z.infer<typeof bundle>;
