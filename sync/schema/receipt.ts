/** The edge's signature over a head and a time (context "invigil-receipt/1"). */
import * as z from 'zod';
import { signed } from './signed.ts';
import { hash, id, unixMs } from './text.ts';

export const receipt = z.strictObject({
	version: z.literal(1),
	attempt: id,
	session: id,
	/** Last entry covered; everything up to and including it is durable at the edge. */
	seq: z.int().min(0),
	/** Head after that entry. */
	head: hash,
	/** Edge clock when it was committed. */
	at: unixMs
});
export type Receipt = z.infer<typeof receipt>;

export const signedReceipt = signed;
