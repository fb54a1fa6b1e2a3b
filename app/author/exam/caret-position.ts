/** A place in a text that several write in, as others are told of it: it stays between the same letters whatever is written around it. */
import * as Y from 'yjs';
import * as z from 'zod';

const id = z.object({ client: z.int().min(0), clock: z.int().min(0) });
/** By the id of the text alone: with a name, a document would make a text of that name. */
export const caretPosition = z.object({
	type: id,
	item: id.nullish(),
	assoc: z.int().min(-1).max(1).optional()
});
export type CaretPosition = z.infer<typeof caretPosition>;

/** null: a text that is not in a document yet. */
export function positionAt(text: Y.Text, index: number): CaretPosition | null {
	const relative = Y.createRelativePositionFromTypeIndex(text, index);
	return caretPosition.safeParse(Y.relativePositionToJSON(relative)).data ?? null;
}

/** null: it is in another text, or in one that is gone. */
export function indexIn(text: Y.Text, position: CaretPosition): number | null {
	if (!text.doc) return null;
	const relative = Y.createRelativePositionFromJSON(position);
	const found = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
	return found?.type === text ? found.index : null;
}
