/** Bodies of keys after publishing, under /api/v1: an item is struck or gets another solution. Paths stand in marking.ts. */
import * as z from 'zod';
import { item } from './item.ts';
import { because } from './marking.ts';
import { solution } from './solution.ts';
import { hash, id, itemId, unixMs } from './text.ts';

export const itemKeyChange = z.discriminatedUnion('kind', [
	/** Everybody gets full points. */
	z.strictObject({ kind: z.literal('strike_full'), item: itemId }),
	/** The item counts for nobody, and not to the maximum. */
	z.strictObject({ kind: z.literal('strike_drop'), item: itemId }),
	/** Take back a strike. */
	z.strictObject({ kind: z.literal('restore'), item: itemId }),
	/** Another solution. */
	z.strictObject({ kind: z.literal('key'), item: itemId, solution })
]);
export type ItemKeyChange = z.infer<typeof itemKeyChange>;
export const keyChange = z.strictObject({
	/** The version it goes on from. */
	version: z.int().min(1),
	changes: z.array(itemKeyChange).min(1).max(50),
	/** Where a person said what an item is worth: keep that (false), or take what follows from the key. A strike is for everybody. */
	replacePersons: z.boolean()
});
export const strike = z.strictObject({ item: itemId, how: z.enum(['full', 'drop']) });
export type Strike = z.infer<typeof strike>;
export const formKeys = z.strictObject({
	form: id,
	exam: id,
	title: z.string(),
	items: z.array(item),
	/** As they are now. */
	version: z.int(),
	solutions: z.array(solution),
	struck: z.array(strike),
	/** The oldest first; the first as published. */
	versions: z.array(
		z.strictObject({
			version: z.int(),
			keyHash: hash,
			at: unixMs,
			byName: z.string().nullable(),
			because: z.string(),
			changes: z.array(itemKeyChange)
		})
	),
	sittings: z.array(z.strictObject({ id, title: z.string(), released: z.boolean() }))
});
export const keyPreview = z.strictObject({
	/** Over all that would change: `apply` refuses (conflict, stale) if it is another by then. */
	hash,
	attempts: z.int(),
	/** Attempts whose points or maximum change. */
	changed: z.int(),
	up: z.int(),
	down: z.int(),
	/** Attempts that would pass now, or fail now. */
	nowPassed: z.int(),
	nowFailed: z.int(),
	/** Marks a person gave: so many would be replaced, so many stay as they are. */
	personsReplaced: z.int(),
	personsKept: z.int(),
	/** Attempts of sittings that are released: their students see that, when and why. */
	released: z.int(),
	items: z.array(
		z.strictObject({ item: itemId, up: z.int(), down: z.int(), same: z.int(), persons: z.int() })
	),
	/** At most 2,000, those that change most first. */
	rows: z.array(
		z.strictObject({
			attempt: id,
			sitting: id,
			/** null: that sitting is still marked blind. */
			studentName: z.string().nullable(),
			from: z.number(),
			to: z.number(),
			fromMaximum: z.number(),
			toMaximum: z.number(),
			replacesPerson: z.boolean(),
			released: z.boolean()
		})
	)
});
export type KeyPreview = z.infer<typeof keyPreview>;
export const keyApply = keyChange.extend({ hash, because });
export const keyApplied = z.strictObject({ version: z.int(), keyHash: hash, changed: z.int() });
