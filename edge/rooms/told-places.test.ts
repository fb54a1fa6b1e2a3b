import { expect, test } from 'vitest';
import { toHex, u32 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { LogLeaves } from './log-leaves.ts';
import { ToldPlaces } from './told-places.ts';

const entry = (at: number) => sha256(u32(at));
const told = (index: number, of = index) => ({ index, entry: toHex(entry(of)) });
function logOf(count: number) {
	const sql = memorySql();
	const leaves = new LogLeaves(sql);
	leaves.add(Array.from({ length: count }, (_, at) => entry(at)));
	return { sql, leaves, places: new ToldPlaces(sql, leaves) };
}

test('G12: a room whose newest place is there, or which has none, finds nothing wrong', () => {
	const { places } = logOf(80);
	expect(places.missed()).toBeNull();
	places.note(told(79));
	places.note(told(0));
	expect(places.missed()).toBeNull();
});

test('attack, G12: what one room misses stops the log for all, also after it was started anew', () => {
	const { sql, leaves, places } = logOf(80);
	places.note(told(99));
	const behind = { code: 'log_behind', evidence: { held: 80, ...told99() } };
	expect(places.missed()).toMatchObject(behind);
	// A room of a new sitting knows of no place, and an older one of a place that is there.
	places.note(told(79));
	expect(places.missed()).toMatchObject(behind);
	expect(new ToldPlaces(sql, leaves).missed()).toMatchObject(behind);
});
const told99 = () => ({ index: 99, told: told(99).entry });

test('attack, G12: a place that was given to another entry meanwhile is another tree, however long it grew', () => {
	const { leaves, places } = logOf(80);
	places.note(told(85));
	leaves.add(Array.from({ length: 50 }, (_, at) => entry(1_000 + at)));
	expect(places.missed()).toEqual({
		ok: false,
		code: 'log_forked',
		evidence: { index: 85, own: toHex(entry(1_005)), told: told(85).entry }
	});
});

test('G12: when the leaves are there again it goes on, and of several all must be', () => {
	const { leaves, places } = logOf(80);
	places.note(told(85));
	places.note(told(99));
	leaves.add(Array.from({ length: 10 }, (_, at) => entry(80 + at)));
	expect(places.missed()).toMatchObject({ evidence: { index: 99 } });
	leaves.add(Array.from({ length: 10 }, (_, at) => entry(90 + at)));
	expect(places.missed()).toBeNull();
});
