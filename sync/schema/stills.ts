/** Bodies of the API of stills, /attempts/:id/stills, and the edge's signed statement that they are gone. */
import * as z from 'zod';
import { signed } from './signed.ts';
import { hash, id, unixMs } from './text.ts';

/** Which moment of its observation a still shows. */
export const stillMoment = z.enum(['start', 'peak']);
export type StillMoment = z.infer<typeof stillMoment>;

/** Context "invigil-stills-deleted/1": from `at` on the edge can read no still of the attempt, nor can anybody with a copy of its storage. */
export const stillsDeleted = z.strictObject({
	version: z.literal(1),
	attempt: id,
	/** How many had arrived. */
	stills: z.int().min(0),
	/** Edge time at which their key was destroyed. */
	at: unixMs
});
export type StillsDeleted = z.infer<typeof stillsDeleted>;

/** As it stands in a bundle. */
export const bundleStills = z.strictObject({
	/** Each holds a file receipt: of the stills that the logs name, those the edge had. */
	receipts: z.array(signed).max(1000),
	/** Holds a `StillsDeleted`; absent: they are kept. */
	deleted: signed.optional()
});
export type BundleStills = z.infer<typeof bundleStills>;

/** Those that have arrived. */
export const stillList = z.strictObject({
	stills: z.array(z.strictObject({ hash, bytes: z.int().min(1), at: unixMs })),
	/** When they were deleted, as the policy had promised; null: they are kept. */
	deletedAt: unixMs.nullable()
});
export type StillList = z.infer<typeof stillList>;
