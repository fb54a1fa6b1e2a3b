import { beforeAll, expect, test } from 'vitest';
import { issueFileReceipt } from '#sync/file-receipt.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { issueStillsDeleted } from '#sync/stills-deleted.ts';
import { makeEdge, uuid, type Edge } from '#sync/testing/fixture.ts';
import { logFixture, open } from '../log-fixture.ts';
import { observationMarks } from '../timeline/observation-marks.ts';
import { stillsOf } from './still-reading.ts';

const BEGAN = 1_000_000;
let edge: Edge;
beforeAll(async () => {
	edge = await makeEdge();
});

const hashes = ['a'.repeat(64), 'b'.repeat(64)] as const;
const seen = (phase: 'begin' | 'end', to: number): EntryContent => ({
	kind: 'observation',
	data: { id: 3, check: 'face_absent', phase, from: 1_000, to, peak: 0, confidence: 1 }
});
const still = (hash: string, moment: 'start' | 'peak'): EntryContent => ({
	kind: 'media',
	data: { hash, contentType: 'image/webp', bytes: 10, observation: 3, moment }
});
const entries = logFixture(BEGAN, [
	[0, open],
	[4_000, seen('begin', 4_000)],
	[4_200, still(hashes[0], 'start')],
	[9_000, seen('end', 9_000)],
	[9_100, still(hashes[1], 'peak')]
]);
const sessions = [{ entries, at: (t: number) => BEGAN + t }];

test('a still stands with its observation, at its time; one that has not arrived is said to be so', async () => {
	const receipt = await issueFileReceipt(
		{
			version: 1,
			attempt: uuid(1),
			hash: hashes[0],
			bytes: 10,
			contentType: 'image/webp',
			at: BEGAN
		},
		edge.signer
	);
	const { stills, deletedAt } = stillsOf(sessions, { receipts: [receipt] }, BEGAN);
	expect(deletedAt).toBeNull();
	expect(stills).toMatchObject([
		{ check: 'face_absent', moment: 'start', at: 4_200, hasArrived: true },
		{ check: 'face_absent', moment: 'peak', at: 9_100, hasArrived: false }
	]);
	const [mark] = observationMarks(entries, { session: 0, at: (t) => t, lastT: 9_100 });
	expect(new Set(stills.map((one) => one.mark))).toEqual(new Set([mark?.key]));
});

test('that they were deleted is read from the edge’s word for it', async () => {
	const deleted = await issueStillsDeleted(
		{ version: 1, attempt: uuid(1), stills: 2, at: BEGAN + 5 },
		edge.signer
	);
	expect(stillsOf(sessions, { receipts: [], deleted }, BEGAN).deletedAt).toBe(BEGAN + 5);
	expect(stillsOf(sessions, undefined, BEGAN)).toMatchObject({ deletedAt: null });
});
