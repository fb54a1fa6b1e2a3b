import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addComment, readComments, setResolved } from './comments.ts';

const said = (text: string, at: number) => ({ item: 'item-1', text, by: 'Ada', at });

test('comments stand in the order they were said, and are resolved and opened again', () => {
	const doc = new Y.Doc();
	addComment(doc, 'b', said('Second', 2));
	addComment(doc, 'a', said('First', 1));
	expect(readComments(doc).map(({ text }) => text)).toEqual(['First', 'Second']);
	setResolved(doc, 'a', { by: 'Ben', at: 3 });
	expect(readComments(doc)[0]?.resolved).toEqual({ by: 'Ben', at: 3 });
	setResolved(doc, 'a', null);
	expect(readComments(doc)[0]?.resolved).toBe(null);
});

test('attack: what is no comment is left out', () => {
	const doc = new Y.Doc();
	addComment(doc, 'a', said('Fine', 1));
	doc.getMap<unknown>('comments').set('b', 7);
	addComment(doc, 'c', { ...said('', 2), by: 'x'.repeat(500) });
	expect(readComments(doc).map(({ id }) => id)).toEqual(['a']);
});
