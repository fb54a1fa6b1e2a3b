/** Where in a draft's Yjs document the parts are that an editor writes into. */
import * as Y from 'yjs';

/** A text that several people can write in at once. */
export type TextPath =
	| { of: 'exam' }
	| { of: 'section'; section: string }
	| { of: 'prompt'; item: string }
	| { of: 'part'; item: string; list: 'options' | 'rows'; part: string };

const TYPING_MS = 600;

type Shared = Y.Map<unknown>;
const map = (value: unknown): Shared | null => (value instanceof Y.Map ? value : null);

const head = (doc: Y.Doc) => doc.getMap<unknown>('exam');
const sections = (doc: Y.Doc) => doc.getMap<Shared>('sections');
const items = (doc: Y.Doc) => doc.getMap<Shared>('items');

/** Takes back what was changed from `origin`; what is typed without a pause is one step. */
export const undoOf = (doc: Y.Doc, origin: unknown): Y.UndoManager =>
	new Y.UndoManager([head(doc), sections(doc), items(doc)], {
		trackedOrigins: new Set([origin]),
		captureTimeout: TYPING_MS
	});

export const sectionOf = (doc: Y.Doc, id: string): Shared | null => map(sections(doc).get(id));
export const itemFields = (doc: Y.Doc, id: string): Shared | null =>
	map(map(items(doc).get(id))?.get('item'));

export function textAt(
	doc: Y.Doc,
	path: TextPath
): { map: Shared; key: string; text: Y.Text } | null {
	const [holder, key] = holderOf(doc, path);
	const text = holder?.get(key);
	return holder && text instanceof Y.Text ? { map: holder, key, text } : null;
}

function holderOf(doc: Y.Doc, path: TextPath): [Shared | null, string] {
	switch (path.of) {
		case 'exam':
			return [head(doc), 'instructions'];
		case 'section':
			return [sectionOf(doc, path.section), 'instructions'];
		case 'prompt':
			return [itemFields(doc, path.item), 'prompt'];
		case 'part': {
			const list = map(map(itemFields(doc, path.item)?.get(path.list))?.get('list'));
			return [map(list?.get(path.part)), 'text'];
		}
	}
}

export function* emptyPrompts(doc: Y.Doc): Generator<Y.Text> {
	for (const item of items(doc).values()) {
		const prompt = map(item.get('item'))?.get('prompt');
		if (prompt instanceof Y.Text && prompt.length === 0) yield prompt;
	}
}
