import { expect, test } from 'vitest';
import { checkItem } from '#sync/draft/check-draft.ts';
import { itemTypes } from '#sync/testing/every-item.ts';
import { isBegun, newItem } from './new-item.ts';
import { nextEmpty } from './options.ts';
import { setPoints, setText } from './steps.ts';

test.each(itemTypes)(
	'%s: as it begins nothing has been written in it, until something is',
	(type) => {
		const item = newItem(type, 'New');
		expect(isBegun(item)).toBe(true);
		expect(isBegun(newItem(type, 'Another name'))).toBe(true);
		expect(isBegun(setText(['item', 'prompt'], 'What?')(item))).toBe(false);
		if (type !== 'description') expect(isBegun(setPoints(7)(item))).toBe(false);
	}
);

test('what is missing is there to be said from the first change on', () => {
	const item = setText(['item', 'options', 'none', 'text'], '')(newItem('single_choice', 'New'));
	expect(isBegun(item)).toBe(true);
	const asked = setText(['item', 'prompt'], 'What?')(item);
	expect(checkItem(asked, null).map(({ code }) => code)).toContain('no_key');
});

test('Enter goes to the next option that is empty, and there may be none', () => {
	const options = ['Mars', '', 'Sun', ''].map((text, at) => ({ id: `o${at}`, text }));
	expect(nextEmpty(options, 0)).toBe(1);
	expect(nextEmpty(options, 1)).toBe(3);
	expect(nextEmpty(options, 3)).toBe(-1);
});
