import { expect, test } from 'vitest';
import type { ItemKeyChange } from '#sync/schema/form-keys.ts';
import type { Item } from '#sync/schema/item.ts';
import { keyChangeWords } from './key-words.ts';

const choice: Item = {
	id: 'c',
	type: 'single_choice',
	prompt: 'Which?',
	points: 1,
	options: [
		{ id: 'a', text: '*Rome*' },
		{ id: 'b', text: 'Bern' }
	],
	shuffle: false
};

test.each<[ItemKeyChange, string]>([
	[{ kind: 'strike_drop', item: 'c' }, 'Struck, counts for nobody'],
	[{ kind: 'restore', item: 'c' }, 'Counts again'],
	[
		{
			kind: 'key',
			item: 'c',
			solution: { type: 'single_choice', item: 'c', correct: 'a' }
		},
		'Right now: Rome'
	],
	[
		{
			kind: 'key',
			item: 'n',
			solution: {
				type: 'numeric',
				item: 'n',
				correct: 8850,
				tolerance: { kind: 'absolute', amount: 10 },
				units: []
			}
		},
		'Right now: 8,850 ± 10'
	],
	[
		{
			kind: 'key',
			item: 'n',
			solution: {
				type: 'numeric',
				item: 'n',
				correct: 0.000_12,
				tolerance: { kind: 'relative', amount: 0.1 },
				units: []
			}
		},
		'Right now: 0.00012 ± 10%'
	],
	[
		{
			kind: 'key',
			item: 's',
			solution: { type: 'short_text', item: 's', accepted: ['Bern', 'Berne'], caseSensitive: false }
		},
		'Right now: Bern and Berne'
	]
])('%o is said as %s', (change, words) => {
	expect(keyChangeWords(change, choice)).toBe(words);
});
