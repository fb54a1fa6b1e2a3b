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
type Mark = z.infer<typeof mark>;
export type Removal = Pick<Mark, 'by' | 'at'>;
/** null: nobody knows. */
export type Removed = { [Field in keyof Mark]: Mark[Field] | null } & { id: string; name: string };

/** As many as were in the fullest section. */
const KEPT_ITEMS = 500;

const marks = (doc: Y.Doc) => doc.getMap<unknown>('removed');
const items = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('items');
/** No item is called so. */
const sectionKey = (id: string) => `section:${id}`;

export const isRemoved = (doc: Y.Doc, id: unknown): boolean => marks(doc).has(String(id));

export function markRemoved(doc: Y.Doc, id: string, { by, at }: Removal): void {
	if (items(doc).has(id)) marks(doc).set(id, { by, at, client: doc.clientID });
}

/** For what others put into it without knowing: that has no mark of its own. */
export const markSection = (doc: Y.Doc, id: string, { by, at }: Removal): unknown =>
	marks(doc).set(sectionKey(id), { by, at, client: doc.clientID });

export const unmarkSection = (doc: Y.Doc, id: string): void => marks(doc).delete(sectionKey(id));

export const unmark = (doc: Y.Doc, id: string): void => marks(doc).delete(id);

/** What is neither there nor to be had back has no mark either. */
export function forgetMarks(doc: Y.Doc): void {
	for (const id of [...marks(doc).keys()]) marks(doc).delete(id);
}

/** Whatever is in no section that there is, marked or not: nothing may be in neither list. The newest first. */
export function readRemoved(doc: Y.Doc): Removed[] {
	const sections = doc.getMap('sections');
	return [...items(doc).entries()]
		.flatMap(([id, item]) => {
			const section = String(item.get('section'));
			const marked = isRemoved(doc, id);
			if (!marked && sections.has(section)) return [];
			const read = mark.safeParse(marks(doc).get(marked ? id : sectionKey(section)));
			const known = read.data ?? { by: null, at: null, client: null };
			const name: unknown = item.get('name');
			return { ...known, id, name: typeof name === 'string' ? name : '' };
		})
		.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1));
}

/**
 * Of very many the oldest go for good: a draft must not grow with all that ever was in it. Never by their age, for no clock of a device
 * is to be trusted; and before something is removed, not after, so that it can all be had back.
 */
export function sweepRemoved(doc: Y.Doc): void {
	const gone = readRemoved(doc)
		.filter(({ id }) => isRemoved(doc, id))
		.slice(KEPT_ITEMS);
	if (gone.length === 0) return;
	doc.transact(() => {
		for (const { id } of gone) {
			items(doc).delete(id);
			marks(doc).delete(id);
		}
	});
}
