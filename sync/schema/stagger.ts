/** A class that does not begin at one moment. */
import * as z from 'zod';
import { groupName } from './roster.ts';

const HOUR_MS = 3_600_000;

export const stagger = z.discriminatedUnion('kind', [
	/** Each at a moment of their own within this. */
	z.strictObject({
		kind: z.literal('spread'),
		overMs: z
			.int()
			.min(60_000)
			.max(6 * HOUR_MS)
	}),
	/** One group after the other, in this order; whoever is in none begins with the sitting. */
	z.strictObject({
		kind: z.literal('groups'),
		everyMs: z
			.int()
			.min(60_000)
			.max(6 * HOUR_MS),
		groups: z.array(groupName).min(1).max(100)
	})
]);
export type Stagger = z.infer<typeof stagger>;
