/** What somebody wrote in changes of a draft that were not taken: to be read and copied, never applied again. */
import * as Y from 'yjs';

const maps = ['exam', 'sections', 'items', 'comments'] as const;
/** What the product wrote, not a person. */
const notWords = new Set([
	'id',
	'type',
	'section',
	'rank',
	'media',
	'picture',
	'file',
	'hash',
	'at',
	'by',
	'item'
]);

/** The texts as they would have become, those alone that are others in `now`. */
export function refusedTexts(now: Y.Doc, updates: readonly Uint8Array[]): string[] {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(now));
	const before = new Set(wordsIn(copy));
	for (const update of updates) apply(copy, update);
	const found = wordsIn(copy).filter((text) => !before.has(text));
	copy.destroy();
	return [...new Set(found)];
}

/** One that cannot be read says nothing; those beside it do. */
function apply(doc: Y.Doc, update: Uint8Array): void {
	try {
		Y.applyUpdate(doc, update);
	} catch (problem) {
		console.warn('A change that was not taken cannot be read here either.', problem);
	}
}

function wordsIn(doc: Y.Doc): string[] {
	return maps.flatMap((name) => [...words(doc.getMap(name).toJSON())]);
}

function* words(value: unknown, key = ''): Generator<string> {
	if (typeof value === 'string') {
		if (!notWords.has(key) && value.trim() !== '') yield value;
	} else if (Array.isArray(value)) {
		for (const each of value) yield* words(each, key);
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, each] of Object.entries(value)) yield* words(each, name);
	}
}
