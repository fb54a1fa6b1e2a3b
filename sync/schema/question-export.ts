/** Questions that are taken out of the system with their keys: read in pieces, and told to the audit log before a file is made of them. */
import * as z from 'zod';
import { draftItem } from './draft.ts';
import { MOST_IMPORTED } from './bank.ts';
import { id } from './text.ts';

export const MOST_READ = 200;

export const bankRead = z.strictObject({ ids: z.array(id).min(1).max(MOST_READ) });
export const bankItems = z.strictObject({ items: z.array(draftItem) });

/** A format's name, not a file's. */
const format = z.string().regex(/^[a-z0-9_]{1,40}$/);
export const bankExport = z.strictObject({ ids: z.array(id).min(1).max(MOST_IMPORTED), format });
export const examExport = z.strictObject({
	items: z.int().min(1).max(MOST_IMPORTED),
	format,
	/** What is right stands in it. */
	withKeys: z.boolean()
});
