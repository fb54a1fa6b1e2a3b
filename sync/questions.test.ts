import { expect, test } from 'vitest';
import type { Item } from './schema/item.ts';
import { questionsOf } from './questions.ts';

const item = (id: string): Item => ({ id, prompt: '…', points: 1, type: 'true_false' });
const reading: Item = { id: 'read', prompt: '…', points: 0, type: 'description' };
const section = (items: string[], draw: number | null) => ({
	id: items.join('-'),
	title: '',
	instructions: '',
	items,
	shuffle: false,
	draw
});

test('what is to be read is no question, and of a pool only what is drawn is one', () => {
	const items = [item('a'), item('b'), item('c'), item('d'), reading];
	expect(questionsOf({ items })).toBe(4);
	expect(questionsOf({ items, sections: [section(['a', 'b', 'c'], 2)] })).toBe(3);
	expect(questionsOf({ items, sections: [section(['a', 'b', 'c'], null)] })).toBe(4);
	expect(questionsOf({ items, sections: [section(['a'], 5)] })).toBe(4);
});
