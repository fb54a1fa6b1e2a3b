/** Where in a draft's Yjs document the parts are that an editor writes into. */
import { sharedAt, sharedItem } from '#sync/draft/change-item.ts';
import { listIn } from '#sync/draft/shared-value.ts';
import * as Y from 'yjs';

/** A text that several people can write in at once. */
export type TextPath =
	| { of: 'exam' }
	| { of: 'section'; section: string }
	| { of: 'item'; item: string; place: readonly string[] };

const TYPING_MS = 600;

type Shared = Y.Map<unknown>;
const map = (value: unknown): Shared | null => (value instanceof Y.Map ? value : null);

const head = (doc: Y.Doc) => doc.getMap<unknown>('exam');
const sections = (doc: Y.Doc) => doc.getMap<Shared>('sections');
const items = (doc: Y.Doc) => doc.getMap<Shared>('items');

/** Takes back what was changed from `origin`; what is typed without a pause is one step. */
export const undoOf = (doc: Y.Doc, origin: unknown): Y.UndoManager =>
	new Y.UndoManager([head(doc), sections(doc), items(doc), doc.getMap('removed')], {
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
	const found = placeOf(doc, path);
	const text: unknown = found?.map.get(found.key);
	return found && text instanceof Y.Text ? { ...found, text } : null;
}

function placeOf(doc: Y.Doc, path: TextPath): { map: Shared; key: string } | null {
	if (path.of === 'exam') return { map: head(doc), key: 'instructions' };
	if (path.of === 'section') {
		const section = sectionOf(doc, path.section);
		return section && { map: section, key: 'instructions' };
	}
	const item = sharedItem(doc, path.item);
	return item && sharedAt(item, path.place);
}

/** Texts of which there must be something: prompts, and what is said of places on a picture. */
export function* emptyWords(doc: Y.Doc): Generator<Y.Text> {
	for (const item of items(doc).values()) {
		const fields = map(item.get('item'));
		const places = ['areas', 'zones'].flatMap((list) => [
			...(listIn(fields?.get(list))?.values() ?? [])
		]);
		const texts = [fields?.get('prompt'), ...places.map((place) => map(place)?.get('text'))];
		for (const text of texts) if (text instanceof Y.Text && text.length === 0) yield text;
	}
}
