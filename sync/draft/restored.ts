/** Which named version was brought back last, so that whoever writes meanwhile can be told why the draft is another one. */
import type * as Y from 'yjs';
import { z } from 'zod';

const restored = z.object({
	/** As the draft's room numbers them. */
	version: z.int(),
	name: z.string(),
	/** By the clock of the room, ms. */
	at: z.number()
});
export type Restored = z.infer<typeof restored>;

const place = (doc: Y.Doc) => doc.getMap<unknown>('restored');

export const sayRestored = (doc: Y.Doc, what: Restored): unknown => place(doc).set('last', what);

/** null: none was, or nobody can read which. */
export const readRestored = (doc: Y.Doc): Restored | null =>
	restored.safeParse(place(doc).get('last')).data ?? null;
