import { afterEach, expect, test } from 'vitest';
import { DraftChanges } from './draft-changes.ts';

const name = `drafts-${crypto.randomUUID()}`;
const open: DraftChanges[] = [];
const changesOf = (person: string, exam = 'exam') => {
	const made = new DraftChanges(person, exam, name);
	open.push(made);
	return made;
};
const bytes = (each: number) => Uint8Array.from([each]);
afterEach(() => {
	for (const each of open.splice(0)) each.close();
	indexedDB.deleteDatabase(name);
});

test('changes outlive the page in their order, until what another page found is confirmed', async () => {
	const first = changesOf('ada');
	for (const number of [1, 2, 3]) await first.add(number, bytes(number));
	await first.drop(1, []);
	const second = changesOf('ada');
	const { ids, updates } = await second.kept();
	expect(updates).toEqual([bytes(2), bytes(3)]);
	await second.add(1, bytes(9));
	await second.drop(0, ids);
	expect((await changesOf('ada').kept()).updates).toEqual([bytes(9)]);
});

test('attack: another person on this device, or another exam, is given none of them', async () => {
	await changesOf('ada').add(1, bytes(1));
	expect((await changesOf('ben').kept()).updates).toEqual([]);
	expect((await changesOf('ada', 'other').kept()).updates).toEqual([]);
	expect((await changesOf('ada').kept()).updates).toEqual([bytes(1)]);
});

test('what was refused is not found again at another visit, by its owner alone it can be looked at and dropped', async () => {
	const first = changesOf('ada');
	await first.add(1, bytes(1));
	const page = changesOf('ada');
	const { ids } = await page.kept();
	await page.add(1, bytes(2));
	const other = changesOf('ada');
	await other.add(1, bytes(7));
	await page.setAside(ids, 'too_large');
	const later = changesOf('ada');
	expect((await later.kept()).updates).toEqual([bytes(7)]);
	expect(await later.aside()).toEqual({ because: 'too_large', updates: [bytes(1), bytes(2)] });
	expect(await changesOf('ben').aside()).toBeNull();
	await later.dropAside();
	expect(await later.aside()).toBeNull();
	expect((await later.kept()).updates).toEqual([bytes(7)]);
});
