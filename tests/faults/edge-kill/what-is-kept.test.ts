/** What is called lost after a kill, and what not: else a class that finds nothing proves nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { choice, openContent } from '#sync/testing/fixture.ts';
import { exchange, makeDesk } from '#sync/testing/story.ts';
import { isSame, keptInRoom, problemWith, receiptedIn } from './what-is-kept.ts';

async function told() {
	const desk = await makeDesk();
	await desk.log.append(openContent(desk.papers));
	for (const letter of ['a', 'b', 'c']) {
		await desk.log.append(choice('one', letter), { urgent: true });
		await exchange(desk);
	}
	const receipted = desk.log.lastReceipt?.receipt.seq ?? -1;
	const { segments: log, control } = desk.store.stored();
	return { device: { store: desk.store, receipted }, kept: { log, control } };
}

test('what is all there is the same, and nothing of it is lost', async () => {
	const { device, kept } = await told();
	expect(device.receipted).toBeGreaterThanOrEqual(3);
	expect(receiptedIn(device, kept)).toEqual({ entries: device.receipted + 1, lost: 0 });
	expect(problemWith(device, kept)).toBeNull();
	expect(isSame(device, kept)).toBe(true);
});

test('a receipted segment that is not there, or is another, is lost; a gap and a missing receipt are named', async () => {
	const { device, kept } = await told();
	const short = { ...kept, log: kept.log.slice(0, 2) };
	expect(receiptedIn(device, short).lost).toBeGreaterThan(0);
	expect(isSame(device, short)).toBe(false);
	const gap = { ...kept, log: kept.log.toSpliced(1, 1) };
	expect(receiptedIn(device, gap).lost).toBeGreaterThan(0);
	expect(problemWith(device, gap)).toMatch(/are not the device's/);
	const other = { ...kept, log: kept.log.with(1, new Uint8Array([1, 2, 3])) };
	expect(receiptedIn(device, other).lost).toBeGreaterThan(0);
	expect(problemWith(device, other)).toMatch(/are not the device's/);
	const unsaid = { ...kept, control: kept.control.slice(0, -1) };
	expect(problemWith(device, unsaid)).toMatch(/has heard/);
	expect(isSame(device, unsaid)).toBe(false);
});

test('a room is read from its file in the order of its segments, and one without a file has nothing', async () => {
	const { kept } = await told();
	const folder = mkdtempSync(join(tmpdir(), 'invigil-room-test-'));
	const file = join(folder, 'room.sqlite');
	const database = new DatabaseSync(file);
	database.exec('pragma journal_mode = wal');
	database.exec('create table segments (session text, log text, idx integer, bytes blob)');
	const add = database.prepare('insert into segments values (?, ?, ?, ?)');
	for (const at of [2, 0, 1]) add.run('one', 'log', at, kept.log[at] ?? null);
	add.run('two', 'control', 0, kept.control[0] ?? null);
	// Not closed: what it wrote last is beside the file, as a kill leaves it.
	expect(keptInRoom(file, ['one', 'two', 'three'])).toEqual([
		{ log: kept.log.slice(0, 3), control: [] },
		{ log: [], control: kept.control.slice(0, 1) },
		{ log: [], control: [] }
	]);
	database.close();
	rmSync(folder, { recursive: true });
	expect(keptInRoom(file, ['one'])).toEqual([{ log: [], control: [] }]);
});
