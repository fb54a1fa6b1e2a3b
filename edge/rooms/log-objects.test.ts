import { expect, test } from 'vitest';
import { u32 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { emptyEdge, grow } from '#sync/transparency/tile-edge.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { LogLeaves } from './log-leaves.ts';
import { partialsBefore, putCheckpoint } from './log-objects.ts';
import type { LogObjects } from './log-objects.ts';

/** A bucket's answer to a conditional put, as R2 gives it. */
function bucket() {
	let stored: { note: string; etag: string } | null = null;
	let puts = 0;
	const never = () => Promise.reject(new Error('not asked for here'));
	const put: LogObjects['put'] = async (
		_key,
		value,
		{ onlyIf } = { onlyIf: { etagMatches: '' } }
	) => {
		const holds = 'etagMatches' in onlyIf ? stored?.etag === onlyIf.etagMatches : stored === null;
		if (!holds) return null;
		return (stored = { note: String(value), etag: `e${++puts}` });
	};
	const objects: LogObjects = { put, get: never, delete: never, list: never };
	return {
		objects,
		note: () => stored?.note,
		byAnother: (note: string) => void (stored = { note, etag: `e${++puts}` })
	};
}

test('a checkpoint takes the place of the one that was read', async () => {
	const { objects, note } = bucket();
	const first = await putCheckpoint(objects, 'one', null);
	await putCheckpoint(objects, 'two', first);
	expect(note()).toBe('two');
});

test('attack, G12: one that was published meanwhile is not written over, nor one where there was none', async () => {
	const { objects, note, byAnother } = bucket();
	byAnother('theirs');
	await expect(putCheckpoint(objects, 'mine', null)).rejects.toThrow('another checkpoint');
	await expect(putCheckpoint(objects, 'mine', 'e0')).rejects.toThrow('another checkpoint');
	expect(note()).toBe('theirs');
});

test('partial tiles that may go are remembered until they are gone, also when the object ends', () => {
	const entries = Array.from({ length: 600 }, (_, at) => sha256(u32(at)));
	const begun = grow(emptyEdge, [], entries.slice(0, 300));
	const { tiles } = grow(begun.edge, entries.slice(256, 300), entries.slice(300));
	const prefixes = partialsBefore(tiles);
	expect(prefixes.toSorted()).toEqual(['tile/0/001.p/', 'tile/entries/001.p/']);
	const sql = memorySql();
	const leaves = new LogLeaves(sql);
	leaves.noteOldPartials(prefixes);
	leaves.noteOldPartials(prefixes);
	leaves.forgetOldPartials('tile/0/001.p/');
	expect(new LogLeaves(sql).oldPartials()).toEqual(['tile/entries/001.p/']);
});
