import { beforeAll, expect, test } from 'vitest';
import { concat } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { placed, raw, sealed, sealedEach } from '../testing/chain.ts';
import { choice, heartbeat, makeDevice, makePapers, openContent } from '../testing/fixture.ts';
import type { Papers } from '../testing/fixture.ts';
import { branchesFor } from '../testing/held.ts';
import { splitSegments } from './branches.ts';

let papers: Papers;
let log: Bytes[];
/** From entry 2 on another history, in other segments. */
let other: Bytes[];
beforeAll(async () => {
	papers = await makePapers();
	const shared = [openContent(papers), choice('one', 'a')];
	log = await sealed(papers, [
		raw(shared.slice(0, 1)),
		raw([...shared.slice(1), choice('one', 'b'), heartbeat], 1)
	]);
	other = await sealed(papers, [
		raw(shared.slice(0, 1)),
		raw(shared.slice(1), 1),
		raw([choice('one', 'c')], 2),
		raw([choice('one', 'd')], 3)
	]);
});

test('A8: the other branch is found with the entry at which it leaves the log, however it came in pieces', async () => {
	const { branches: found } = await branchesFor(papers, log, [
		concat(...(other.slice(2) as Bytes[])),
		other[1] as Bytes,
		other[2] as Bytes
	]);
	expect(found).toHaveLength(1);
	const [branch] = found;
	expect(branch?.from).toBe(2);
	expect(branch?.entries.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
	expect(branch?.entries.at(-1)).toEqual(
		placed([openContent(papers), choice('one', 'a'), choice('one', 'c'), choice('one', 'd')])[3]
	);
	expect(branch?.name).toBe(branch?.heads.at(-1));
	expect(branch?.segments.length).toBeGreaterThanOrEqual(2);
});

test('what is only the log again, or follows from nothing that is there, is no branch', async () => {
	const { branches } = await branchesFor(papers, log, [log[1] as Bytes, other[3] as Bytes]);
	expect(branches).toEqual([]);
});

test('attack: a history that another device signed is none of this one', async () => {
	const thief = await makeDevice();
	const forged = await sealed(
		papers,
		[raw([openContent(papers)]), raw([choice('one', 'd')], 1)],
		thief.sign
	);
	expect(await branchesFor(papers, log, forged)).toEqual({ branches: [], more: false });
});

test('a branch whose end was not kept goes as far as it was kept', async () => {
	const all = concat(...(other.slice(2) as Bytes[]));
	expect(splitSegments(all.slice(0, -1))).toHaveLength(1);
	const cut = [concat(other[1] as Bytes, all.slice(0, -1))];
	const [branch] = (await branchesFor(papers, log, cut)).branches;
	expect(branch?.entries).toHaveLength(3);
	expect(splitSegments(new Uint8Array(7))).toEqual([]);
});

test('attack: one history that was signed in every way of cutting it is one branch, and read once', async () => {
	const contents = Array.from({ length: 24 }, (_, at) => choice('one', 'abcd'[at % 4] ?? 'a'));
	const from = other.slice(0, 2);
	const twos = await sealedEach(papers, from, raw(contents, 2), [1, 2]);
	for (const kept of [twos, twos.toReversed()]) {
		const { branches, more } = await branchesFor(papers, log, kept);
		expect(branches.map(({ entries }) => entries.length)).toEqual([26]);
		expect(more).toBe(false);
		const segments = branches[0]?.segments ?? [];
		expect(await branchesFor(papers, log, segments)).toEqual({ branches, more });
	}
});

test('where two histories part within a segment, each is found', async () => {
	const kept = [
		await sealedEach(papers, other.slice(0, 2), raw([choice('one', 'c'), choice('one', 'b')], 2)),
		await sealedEach(
			papers,
			other.slice(0, 2),
			raw([choice('one', 'c'), choice('one', 'd')], 2),
			[1]
		)
	].flat();
	const { branches } = await branchesFor(papers, log, kept);
	expect(branches.map(({ entries }) => entries.length)).toEqual([4, 4]);
	expect(new Set(branches.map(({ name }) => name)).size).toBe(2);
});

test('more histories than are read are said to be there; the first that came are those that are named', async () => {
	const kept: Bytes[] = [];
	for (const option of ['b', 'c', 'd'])
		kept.push(...(await sealedEach(papers, other.slice(0, 2), raw([choice('one', option)], 2))));
	const all = await branchesFor(papers, log.slice(0, 1), kept.concat(other[1] as Bytes));
	expect(all.branches).toHaveLength(3);
	expect(all.more).toBe(false);
	const two = await branchesFor(papers, log.slice(0, 1), kept.concat(other[1] as Bytes), 2);
	expect(two).toEqual({ branches: all.branches.slice(0, 2), more: true });
});
