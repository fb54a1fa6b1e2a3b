/** One entry of a session's control log, which only the edge writes: what it received and what a proctor said or did. */
import * as z from 'zod';
import { signed } from './signed.ts';
import { id, itemId, milliseconds, unixMs } from './text.ts';

const header = { seq: z.int().min(0).max(0xffff_ffff), at: unixMs };
const by = id;

export const controlEntry = z.discriminatedUnion('kind', [
	z.strictObject({
		...header,
		kind: z.literal('receipt'),
		data: z.strictObject({ receipt: signed })
	}),
	z.strictObject({
		...header,
		kind: z.literal('message'),
		data: z.strictObject({ by, text: z.string().min(1).max(2000) })
	}),
	z.strictObject({
		...header,
		kind: z.literal('warning'),
		data: z.strictObject({ by, text: z.string().min(1).max(2000) })
	}),
	z.strictObject({
		...header,
		kind: z.literal('pause'),
		/** `text` absent: nothing was said with it. */
		data: z.strictObject({ by, text: z.string().min(1).max(2000).optional() })
	}),
	z.strictObject({ ...header, kind: z.literal('resume'), data: z.strictObject({ by }) }),
	z.strictObject({
		...header,
		kind: z.literal('extend'),
		data: z.strictObject({ by, addMs: milliseconds })
	}),
	z.strictObject({ ...header, kind: z.literal('end'), data: z.strictObject({ by }) }),
	/** The student goes on on another device (SPEC W7). */
	z.strictObject({ ...header, kind: z.literal('hand_over'), data: z.strictObject({ by }) }),
	z.strictObject({
		...header,
		kind: z.literal('correction'),
		data: z.strictObject({ by, item: itemId, text: z.string().min(1).max(2000) })
	})
]);
export type ControlEntry = z.infer<typeof controlEntry>;
export type ControlContent = {
	[K in ControlEntry['kind']]: Pick<Extract<ControlEntry, { kind: K }>, 'kind' | 'data'>;
}[ControlEntry['kind']];
