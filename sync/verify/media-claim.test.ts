import { beforeAll, expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { issueFileReceipt } from '../file-receipt.ts';
import { sha256Hex } from '../hash.ts';
import type { Entry } from '../schema/entry.ts';
import type { BundleStills } from '../schema/stills.ts';
import { issueStillsDeleted } from '../stills-deleted.ts';
import { BEGIN, makeEdge, uuid, type Edge } from '../testing/fixture.ts';
import { detailWords } from './detail-words.ts';
import { mediaClaim } from './media-claim.ts';

const attempt = uuid(1);
let edge: Edge;
beforeAll(async () => {
	edge = await makeEdge();
});

const hash = (name: string) => sha256Hex(utf8(name));
const still = (seq: number, name: string): Entry => ({
	seq,
	t: seq,
	wall: BEGIN,
	boot: 0,
	kind: 'media',
	data: {
		hash: hash(name),
		contentType: 'image/webp',
		bytes: 10,
		observation: 0,
		moment: 'start'
	}
});
const receipt = (name: string, { by = edge, of = attempt, bytes = 10 } = {}) =>
	issueFileReceipt(
		{ version: 1, attempt: of, hash: hash(name), bytes, contentType: 'image/webp', at: BEGIN },
		by.signer
	);
const deletion = ({ by = edge, of = attempt } = {}) =>
	issueStillsDeleted({ version: 1, attempt: of, stills: 1, at: BEGIN }, by.signer);
const judged = (log: Entry[], stills?: BundleStills) =>
	mediaClaim({ attempt, ...(stills && { stills }) }, [edge.key], [log]);

test('V14: where no still is named nothing is missing', async () => {
	expect(await judged([])).toMatchObject({ status: 'pass', detail: { files: 0 } });
});

test('V14: with a receipt for each it holds; one that has not arrived leaves it open', async () => {
	const log = [still(1, 'a'), still(2, 'b')];
	const [a, b] = [await receipt('a'), await receipt('b')];
	expect(await judged(log, { receipts: [a, b] })).toMatchObject({ status: 'pass' });
	expect(await judged(log, { receipts: [a] })).toMatchObject({
		status: 'not_provable',
		detail: { files: 2, missing: 1 }
	});
});

test('V14: absence that was promised is no fault, and is said', async () => {
	const made = await judged([still(1, 'a')], {
		receipts: [await receipt('a')],
		deleted: await deletion()
	});
	expect(made).toMatchObject({ status: 'pass', detail: { files: 1, deletedAt: BEGIN } });
	expect(detailWords(made).join(', ')).toBe(
		'files 1, deleted as promised on 2025-06-15T15:06:40.000Z'
	);
});

test('attack: a deletion of another edge or another attempt, or a receipt that does not fit, fails', async () => {
	const log = [still(1, 'a')];
	const stranger = await makeEdge();
	for (const deleted of [await deletion({ by: stranger }), await deletion({ of: uuid(9) })])
		expect(await judged(log, { receipts: [], deleted })).toMatchObject({ status: 'fail' });
	for (const wrong of [
		await receipt('a', { by: stranger }),
		await receipt('a', { of: uuid(9) }),
		await receipt('a', { bytes: 11 })
	])
		expect(await judged(log, { receipts: [wrong] })).toMatchObject({ status: 'fail' });
});
