/**
 * What a person decided about an attempt that was held: kept as the edge signed it, one after the other. Bodies of /attempts/:id/held,
 * /attempts/:id/decision and /sittings/:id/held stand in held.ts.
 */
import * as z from 'zod';
import { because } from './marking.ts';
import { hash, id, unixMs } from './text.ts';

/** accept: all of it counts. accept_part: what `stands` says. set_aside: none of it. */
export const decisionKind = z.enum(['accept', 'accept_part', 'set_aside']);
export type DecisionKind = z.infer<typeof decisionKind>;

/** What counts of one session. A session that is not named counts with nothing. */
export const stand = z.strictObject({
	session: id,
	/** Number of the last entry that counts; -1: none of them. */
	upTo: z.int().min(-1).max(4_294_967_295),
	/** The other branch of a fork: the head after its last entry. Absent: the log that the edge had received first. */
	branch: hash.optional()
});
export type Stand = z.infer<typeof stand>;

export const signedStand = stand.extend({
	/** After entry `upTo`, of the log or of the branch; null: none counts. */
	head: hash.nullable(),
	/** Entries of the session that were there when it was decided: of what came later nobody has decided anything. */
	known: z.int().min(0),
	/** Names of the branches that were there, likewise. A branch that went on has another name. */
	knownBranches: z.array(hash).max(100)
});
export type SignedStand = z.infer<typeof signedStand>;

/** Context "invigil-decision/1". */
export const decision = z.strictObject({
	version: z.literal(1),
	attempt: id,
	/** From 1, without gaps. The last one holds. */
	number: z.int().min(1),
	/** SHA-256 of the bytes of the one before; null: the first. */
	previous: hash.nullable(),
	decision: decisionKind,
	because,
	/** Empty where nothing counts. */
	stands: z.array(signedStand).max(1000),
	/** The person. */
	by: id,
	at: unixMs
});
export type Decision = z.infer<typeof decision>;
