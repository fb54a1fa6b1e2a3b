import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { caretPosition, indexIn, positionAt } from './caret-position.ts';

function textIn(doc: Y.Doc, key: string, words: string): Y.Text {
	const text = new Y.Text(words);
	doc.getMap('texts').set(key, text);
	return text;
}
const told = (position: unknown) => caretPosition.parse(JSON.parse(JSON.stringify(position)));

test('a caret stays between the same letters on another screen, whatever is written before it', () => {
	const mine = new Y.Doc();
	const text = textIn(mine, 'a', 'Why are there seasons?');
	const theirs = new Y.Doc();
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
	const shown = theirs.getMap('texts').get('a') as Y.Text;
	const position = told(positionAt(text, 8));
	expect(indexIn(shown, position)).toBe(8);
	shown.insert(0, 'In your words: ');
	expect(indexIn(shown, position)).toBe(23);
	expect(indexIn(shown, told(positionAt(text, text.length)))).toBe(shown.length);
});

test('a caret in another text, or in one that was thrown away, is in none of these', () => {
	const doc = new Y.Doc();
	const one = textIn(doc, 'a', 'One');
	const two = textIn(doc, 'b', 'Two');
	const position = told(positionAt(two, 1));
	expect(indexIn(one, position)).toBe(null);
	doc.getMap('texts').delete('b');
	expect(indexIn(one, position)).toBe(null);
});

test('attack: a position that names no text, one of nobody, or a text by a name that would be made', () => {
	const doc = new Y.Doc();
	const text = textIn(doc, 'a', 'One');
	for (const hostile of [
		{},
		{ type: null },
		{ tname: 'made' },
		{ type: { client: -1, clock: 0 } },
		{ type: { client: 1, clock: 'x' } }
	])
		expect(caretPosition.safeParse(hostile).success).toBe(false);
	const nobody = told({ type: { client: 7, clock: 99 }, item: { client: 7, clock: 3 }, assoc: 0 });
	expect(indexIn(text, nobody)).toBe(null);
	const named = told({ ...positionAt(text, 1), tname: 'made' });
	expect(indexIn(text, named)).toBe(1);
	expect([...doc.share.keys()]).toEqual(['texts']);
});
