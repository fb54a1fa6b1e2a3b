import { expect, test } from 'vitest';
import { responseValue } from '#sync/schema/response.ts';
import type { RightAnswer } from '#sync/schema/release.ts';
import { rightValue } from './right-value.ts';

test('what was right of every type can be said as an answer is', () => {
	const all: RightAnswer[] = [
		{ type: 'single_choice', choice: 'a' },
		{ type: 'multiple_choice', choices: ['a', 'b'] },
		{ type: 'true_false', value: true },
		{ type: 'numeric', value: -2.5 },
		{ type: 'short_text', text: 'Lima' },
		{ type: 'matching', pairs: [{ row: 'r', option: 'a' }] },
		{ type: 'ordering', order: ['a', 'b'] },
		{ type: 'gap_text', filled: [{ gap: 'g', value: 'x' }] },
		{ type: 'drag_text', placed: [{ blank: 'b', options: ['a', 'c'] }] },
		{ type: 'drag_picture', placed: [{ zone: 'z', options: ['a'] }] },
		{ type: 'hotspot', areas: ['l'] },
		{ type: 'hot_text', spans: ['s'] },
		{ type: 'calculated', value: 3.96 }
	];
	for (const right of all) {
		const value = rightValue(right);
		expect(responseValue.safeParse(value).success, right.type).toBe(true);
		expect(value?.type).toBe(right.type);
	}
});

test('a formula without a value for these numbers has no right answer to show', () => {
	expect(rightValue({ type: 'calculated', value: null })).toBeNull();
});
