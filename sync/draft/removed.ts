/**
 * Items that were taken out of a draft. One stays in the document under a mark of its own, so that what somebody else writes in it
 * meanwhile, also away from the network, is not lost with it; the mark is all that taking out and bringing back change.
 */
import * as Y from 'yjs';
import { z } from 'zod';

const mark = z.object({
	/** Who took it out, as others see them. */
	by: z.string(),
	/** By the clock of their device, ms. */
	at: z.number(),
	/** Which page did: the Yjs client. */
	client: z.number()
});
export type Removal = Pick<z.infer<typeof mark>, 'by' | 'at'>;
export type Removed = z.infer<typeof mark> & { id: string; name: string };

const KEPT_MS = 30 * 86_400_000;
const KEPT_ITEMS = 200;

const marks = (doc: Y.Doc) => doc.getMap<unknown>('removed');
const items = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('items');

export const isRemoved = (doc: Y.Doc, id: unknown): boolean => marks(doc).has(String(id));

export function markRemoved(doc: Y.Doc, id: string, { by, at }: Removal): void {
	if (items(doc).has(id)) marks(doc).set(id, { by, at, client: doc.clientID });
}

export const unmark = (doc: Y.Doc, id: string): void => marks(doc).delete(id);

/** What is neither there nor to be had back has no mark either. */
export function forgetMarks(doc: Y.Doc): void {
	for (const id of [...marks(doc).keys()]) marks(doc).delete(id);
}

/** The newest first. */
export function readRemoved(doc: Y.Doc): Removed[] {
	return [...marks(doc).entries()]
		.flatMap(([id, value]) => {
			const read = mark.safeParse(value);
			const name: unknown = items(doc).get(id)?.get('name');
			return read.success && items(doc).has(id)
				? [{ ...read.data, id, name: typeof name === 'string' ? name : '' }]
				: [];
		})
		.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** What was taken out long ago goes for good: a draft must not grow with all that ever was in it. */
export function sweepRemoved(doc: Y.Doc, now: number): void {
	const gone = readRemoved(doc).filter(({ at }, n) => n >= KEPT_ITEMS || now - at > KEPT_MS);
	if (gone.length === 0) return;
	doc.transact(() => {
		for (const { id } of gone) {
			items(doc).delete(id);
			marks(doc).delete(id);
		}
	});
}
