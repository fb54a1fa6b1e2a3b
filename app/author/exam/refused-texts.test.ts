import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { refusedTexts } from './refused-texts.ts';

/** Two on one document: the room's, and one who writes on. */
function two() {
	const room = new Y.Doc();
	room.getMap('exam').set('title', 'Physics');
	const item = new Y.Map<unknown>();
	item.set('id', 'item-1');
	const prompt = new Y.Text('How heavy?');
	item.set('prompt', prompt);
	room.getMap('items').set('item-1', item);
	const writer = new Y.Doc();
	Y.applyUpdate(writer, Y.encodeStateAsUpdate(room));
	const updates: Uint8Array[] = [];
	writer.on('update', (update) => updates.push(update));
	const text = () =>
		(writer.getMap('items').get('item-1') as Y.Map<unknown>).get('prompt') as Y.Text;
	return { room, writer, updates, text };
}

test('what was written is there as it would have become, and nothing that the exam says already', () => {
	const { room, writer, updates, text } = two();
	text().insert(10, ' In kilograms.');
	writer.getMap('exam').set('title', 'Physics 2');
	expect(refusedTexts(room, updates).sort()).toEqual(['How heavy? In kilograms.', 'Physics 2']);
	expect(room.getMap('exam').get('title')).toBe('Physics');
});

test('ids, ranks and points are no words; a change that cannot be read hides none of the others', () => {
	const { room, writer, updates, text } = two();
	writer
		.getMap('sections')
		.set('section-2', new Y.Map(Object.entries({ id: 'section-2', rank: 'b' })));
	expect(refusedTexts(room, updates)).toEqual([]);
	text().insert(0, 'Say: ');
	expect(refusedTexts(room, [Uint8Array.of(9, 9, 9), ...updates])).toEqual(['Say: How heavy?']);
});
