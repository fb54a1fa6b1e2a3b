/** What those who write an exam say to each other about an item: beside the draft in its document, never in what is published. */
import * as Y from 'yjs';
import * as z from 'zod';
import { itemId, unixMs } from '../schema/text.ts';

const who = z.string().min(1).max(200);
const comment = z.object({
	item: itemId,
	text: z.string().min(1).max(4_000),
	by: who,
	at: unixMs,
	/** null: it is open. */
	resolved: z.object({ by: who, at: unixMs }).nullable()
});
export type Comment = z.infer<typeof comment> & { id: string };

const comments = (doc: Y.Doc) => doc.getMap<unknown>('comments');

/** The oldest first. Whoever wrote it, what is none of ours is left out. */
export function readComments(doc: Y.Doc): Comment[] {
	return [...comments(doc).entries()]
		.flatMap(([id, shared]) => {
			const read = comment.safeParse(shared instanceof Y.Map ? shared.toJSON() : null);
			return read.success ? { ...read.data, id } : [];
		})
		.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export function addComment(doc: Y.Doc, id: string, said: Omit<Comment, 'id' | 'resolved'>): void {
	comments(doc).set(id, new Y.Map<unknown>(Object.entries({ ...said, resolved: null })));
}

export function setResolved(doc: Y.Doc, id: string, resolved: Comment['resolved']): void {
	const shared = comments(doc).get(id);
	if (shared instanceof Y.Map) shared.set('resolved', resolved);
}
