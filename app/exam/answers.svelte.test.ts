import { expect, test } from 'vitest';
import type { ResponseValue } from '#sync/schema/response.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { Answers } from './answers.svelte.ts';
import { Pocket } from './pocket.ts';

function answers() {
	const clock = new TestClock();
	const recorded: ResponseValue[] = [];
	const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
	return {
		clock,
		recorded,
		answers: new Answers({
			record: (_item, value) => Promise.resolve({ seq: recorded.push(value) }),
			pocket: new Pocket('a', storage),
			schedule: clock.schedule,
			saved: () => undefined
		})
	};
}
const gap = (value: string): ResponseValue => ({
	type: 'gap_text',
	filled: [{ gap: 'one', value }]
});

test('gaps are typed in: they are recorded when the typing pauses, or when a gap is left', async () => {
	const { clock, recorded, answers: entered } = answers();
	for (const text of ['w', 'wa', 'wat']) entered.enter('item', gap(text));
	expect(recorded).toEqual([]);
	await clock.advance(400);
	expect(recorded).toEqual([gap('wat')]);
	entered.enter('item', gap('water'));
	entered.settle();
	expect(recorded).toEqual([gap('wat'), gap('water')]);
});

test('what is placed, moved or matched is recorded at once', () => {
	const { recorded, answers: entered } = answers();
	const values: ResponseValue[] = [
		{ type: 'ordering', order: ['b', 'a'] },
		{ type: 'drag_picture', placed: [{ zone: 'one', option: 'a' }] },
		{ type: 'matching', pairs: [] }
	];
	for (const value of values) entered.enter('item', value);
	expect(recorded).toEqual(values);
});
