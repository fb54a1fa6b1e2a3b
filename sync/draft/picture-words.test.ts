import { expect, test } from 'vitest';
import { authored } from '../testing/every-item.ts';
import { checkItem } from './check-draft.ts';
import { describePicture, wordlessPictures } from './picture-words.ts';

const [one, other] = ['ab'.repeat(32), 'cd'.repeat(32)];
const { item, solution } = authored('single_choice');
const pictured = {
	...item,
	prompt: `See ![](media:${one}) and ![A map](media:${other})`,
	...('options' in item && {
		options: item.options.map((option, at) =>
			at === 0 ? { ...option, text: `![ ](media:${other})` } : option
		)
	})
};
const codes = (now: typeof pictured) =>
	checkItem({ item: now, solution }, null).map(({ code }) => code);

test('pictures without words are found in the prompt and in options, and only they', () => {
	expect(wordlessPictures(pictured)).toEqual([one, other]);
	expect(wordlessPictures(item)).toEqual([]);
	expect(codes(pictured)).toEqual(['no_alternative_text']);
});

test('words go where the picture is, whatever is in them, and those there are stay', () => {
	const said = describePicture(pictured, one, ' a [red]\nsky ');
	expect(said.prompt).toBe(`See ![a \\[red\\] sky](media:${one}) and ![A map](media:${other})`);
	expect(wordlessPictures(said)).toEqual([other]);
});

test('a decoration needs no words, and only what is said to be one is one', () => {
	const said = describePicture(describePicture(pictured, one, null), other, null);
	expect(said.prompt).toContain(`![](media:${one} "decoration")`);
	expect(codes(said)).toEqual([]);
	const remarked = { ...pictured, prompt: `![](media:${one} "A title")` };
	expect(codes(remarked)).toContain('no_alternative_text');
});
