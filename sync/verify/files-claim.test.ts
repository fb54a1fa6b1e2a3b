import { beforeAll, expect, test } from 'vitest';
import { issueFileReceipt } from '../file-receipt.ts';
import { sha256Hex } from '../hash.ts';
import { utf8 } from '../bytes.ts';
import type { Entry } from '../schema/entry.ts';
import { BEGIN, makeEdge, uuid, type Edge } from '../testing/fixture.ts';
import { filesClaims } from './files-claim.ts';

const attempt = uuid(1);
let edge: Edge;
beforeAll(async () => {
	edge = await makeEdge();
});

const file = (name: string) => ({
	hash: sha256Hex(utf8(name)),
	name,
	contentType: 'image/jpeg',
	bytes: 10
});
const answer = (seq: number, ...names: string[]): Entry => ({
	seq,
	t: seq,
	wall: BEGIN,
	boot: 0,
	kind: 'response',
	data: { item: 'working', value: { type: 'upload', files: names.map(file) } }
});
const receipt = (name: string, { by = edge, of = attempt, bytes = 10 } = {}) =>
	issueFileReceipt(
		{ version: 1, attempt: of, hash: file(name).hash, bytes, contentType: 'image/jpeg', at: BEGIN },
		by.signer
	);
const judged = async (logs: Entry[][], ...files: Awaited<ReturnType<typeof receipt>>[]) =>
	filesClaims({ attempt, ...(files.length > 0 && { files }) }, [edge.key], logs);

test('V13: where no file is named nothing is said', async () => {
	expect(await judged([[]])).toEqual([]);
});

test('V13: what the last answer names counts; what was taken back is owed no more', async () => {
	const log = [answer(1, 'a', 'b'), answer(2, 'b')];
	expect(await judged([log], await receipt('b'))).toMatchObject([
		{ status: 'pass', detail: { named: 1, missing: 0 } }
	]);
	// Nor does it harm that it arrived before it was taken back.
	expect(await judged([log], await receipt('a'), await receipt('b'))).toMatchObject([
		{ status: 'pass' }
	]);
});

test('V13: of two devices the one that answered last counts', async () => {
	const logs = [[answer(1, 'a')], [answer(1, 'b')]];
	expect(await judged(logs, await receipt('b'))).toMatchObject([{ status: 'pass' }]);
});

test('V13: a file that has not arrived leaves it open, and is no failure', async () => {
	expect(await judged([[answer(1, 'a', 'b')]], await receipt('a'))).toMatchObject([
		{ status: 'not_provable', detail: { named: 2, missing: 1 } }
	]);
});

test('attack: a receipt of another edge, another attempt or another length fails', async () => {
	const log = [answer(1, 'a')];
	const because = async (given: Awaited<ReturnType<typeof receipt>>) =>
		(await judged([log], given))[0];
	expect(await because(await receipt('a', { by: await makeEdge() }))).toMatchObject({
		status: 'fail'
	});
	expect(await because(await receipt('a', { of: uuid(9) }))).toMatchObject({
		status: 'fail',
		detail: { because: 'other_attempt' }
	});
	expect(await because(await receipt('a', { bytes: 11 }))).toMatchObject({
		status: 'fail',
		detail: { because: 'other_file' }
	});
});
