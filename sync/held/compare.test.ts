import { expect, test } from 'vitest';
import type { EntryContent } from '../schema/entry.ts';
import { BEGIN, choice, makePapers, openContent, submit, uuid } from '../testing/fixture.ts';
import { testForm, testFormHash } from '../testing/forms.ts';
import { heldOf } from '../testing/held.ts';
import { makeDesk, tell } from '../testing/story.ts';
import { compare } from './compare.ts';
import { allOf } from './stands.ts';

/** Two devices: the first answered `early` before the second went on from it, and brings `late` afterwards. */
async function twoDevices(late: readonly EntryContent[], second: readonly EntryContent[]) {
	const one = await makeDesk();
	await tell(one, [openContent(one.papers), choice('one', 'a')]);
	const first = await heldOf(one);
	const seq = first.entries.length - 1;
	const previous = { session: one.papers.session, seq, head: first.heads[seq] ?? '' };
	const papers = await makePapers({
		edge: one.papers.edge,
		session: uuid(101),
		ticket: { formHash: testFormHash, previous, issuedAt: BEGIN }
	});
	const two = await makeDesk(papers);
	await tell(two, [openContent(papers), ...second, submit]);
	await tell(one, late);
	const held = [await heldOf(one), await heldOf(two)];
	const items = compare(testForm, held, allOf(held));
	return { item: items.find(({ item }) => item.id === 'one'), items };
}
const value = (option: string) => ({ type: 'single_choice', choice: option });

test('an answer of a device that was left stands beside that of the device that went on, with whose counts', async () => {
	const { item, items } = await twoDevices([choice('one', 'c')], [choice('one', 'b')]);
	expect(item?.devices).toMatchObject([
		{ session: uuid(100), value: value('c'), late: { before: false }, counts: false },
		{ session: uuid(101), value: value('b'), counts: true }
	]);
	expect(items.filter(({ devices }) => devices)).toHaveLength(1);
});

test('where the second device did not answer, that is said, and what came late is not taken for what was shown there', async () => {
	const { item } = await twoDevices([choice('one', 'c')], []);
	expect(item?.devices).toMatchObject([
		{ value: value('c'), counts: true },
		{ value: null, wall: null, counts: false }
	]);
});

test('no conflict: nothing came late, or both devices say the same', async () => {
	expect((await twoDevices([], [choice('one', 'b')])).item?.devices).toBeUndefined();
	const same = await twoDevices([choice('one', 'b')], [choice('one', 'b')]);
	expect(same.item?.devices).toBeUndefined();
});
