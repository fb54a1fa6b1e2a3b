import { beforeAll, describe, expect, test } from 'vitest';
import { u32, utf8 } from '../bytes.ts';
import { sha256 } from '../hash.ts';
import { issueReceipt } from '../receipt.ts';
import { readReceiptBlocks, receiptBlocks, receiptQrText } from '../receipt-file.ts';
import type { Signed } from '../schema/signed.ts';
import { BEGIN, makeEdge, uuid } from '../testing/fixture.ts';
import type { Edge } from '../testing/fixture.ts';
import { proofFor } from '../testing/logged.ts';
import { signCheckpoint } from '../transparency/checkpoint.ts';
import { emptyEdge, grow, rootOf } from '../transparency/tile-edge.ts';
import { tilePath } from '../transparency/tile-path.ts';
import type { FetchTile } from '../transparency/tile-reader.ts';
import { readGiven } from './read-given.ts';
import { verifyCheckpoints, verifyKept, verifyProof, verifyReceipt } from './verify-kept.ts';

let edge: Edge;
let signed: Signed;
let proof: string;
const opening = {
	session: uuid(100),
	seq: 7,
	head: 'a'.repeat(64),
	control: { seq: 3, head: 'b'.repeat(64) },
	salt: 'c'.repeat(64)
};
beforeAll(async () => {
	edge = await makeEdge();
	const { session, seq, head } = opening;
	signed = await issueReceipt(
		{ version: 1, attempt: uuid(1), session, seq, head, at: BEGIN },
		edge.signer
	);
	proof = await proofFor(opening, edge);
});

describe('what somebody brings', () => {
	const file = (of: string | null = proof) =>
		['Invigil', '', 'Keep it.', 'Exam: Physics', '', ...receiptBlocks(signed, of), ''].join('\n');

	test('R9: a receipt file is read back, with its proof and without, also with other ends of lines', () => {
		expect(readGiven(file())).toEqual({ kind: 'receipt', signed, proof });
		expect(readGiven(file(null))).toEqual({ kind: 'receipt', signed, proof: null });
		expect(readGiven(`\uFEFF${file().replaceAll('\n', '\r\n')}`)).toEqual({
			kind: 'receipt',
			signed,
			proof
		});
		expect(readGiven(receiptQrText(signed))).toEqual({ kind: 'receipt', signed, proof: null });
	});

	test('attack: a block that somebody wrote into the lines above counts for nothing', () => {
		const forged = file().replace(
			'Physics',
			`x\n${receiptBlocks({ ...signed, signature: 'A'.repeat(86) }, null).join('\n')}\n`
		);
		expect(readReceiptBlocks(forged)).toEqual({ signed, proof });
	});

	test('a proof, one checkpoint, two of them one after the other, and a bundle are told apart', async () => {
		expect(readGiven(proof)).toEqual({ kind: 'proof', proof });
		const note = proof.split('\n\n').slice(1).join('\n\n');
		expect(readGiven(note)).toEqual({ kind: 'checkpoints', notes: [note] });
		for (const between of ['', '\n', '\n\n'])
			expect(readGiven(note + between + note)).toEqual({
				kind: 'checkpoints',
				notes: [note, note]
			});
		expect(readGiven('{"format":"x"}')).toEqual({ kind: 'bundle', json: { format: 'x' } });
		expect(readGiven('{')).toEqual({ kind: 'bundle', json: null });
		for (const nothing of [
			'',
			'hello',
			'a\n\nb',
			'-----BEGIN INVIGIL RECEIPT-----\n{}\n-----END INVIGIL RECEIPT-----'
		])
			expect(readGiven(nothing)).toEqual({ kind: 'unknown' });
	});
});

describe('a receipt', () => {
	const statuses = async (given: { signed: Signed; proof: string | null }, keys = [edge.key]) =>
		(await verifyReceipt(given, keys)).map(({ id, status, detail }) => [
			id,
			status,
			detail['because']
		]);

	test('V16: with its proof both questions are answered, without one the second stays open', async () => {
		expect(await statuses({ signed, proof })).toEqual([
			['receipt_signed', 'pass', undefined],
			['receipt_logged', 'pass', undefined]
		]);
		expect(await statuses({ signed, proof: null })).toEqual([
			['receipt_signed', 'pass', undefined],
			['receipt_logged', 'not_provable', 'not_logged']
		]);
	});

	test('attack: a changed receipt, a foreign key, somebody else’s proof and another history', async () => {
		const forged = { ...signed, signature: 'A'.repeat(86) };
		expect(await statuses({ signed: forged, proof })).toEqual([
			['receipt_signed', 'fail', 'wrong_signature']
		]);
		expect(await statuses({ signed, proof }, [(await makeEdge()).key])).toEqual([
			['receipt_signed', 'fail', 'key_wrong']
		]);
		const of = async (change: Partial<typeof opening>) =>
			(await statuses({ signed, proof: await proofFor({ ...opening, ...change }, edge) }))[1];
		expect(await of({ session: uuid(101) })).toEqual(['receipt_logged', 'fail', 'wrong_session']);
		expect(await of({ head: 'd'.repeat(64) })).toEqual(['receipt_logged', 'fail', 'logged_other']);
		expect(await of({ seq: 8 })).toEqual(['receipt_logged', 'not_provable', 'other_entry']);
		expect((await statuses({ signed, proof: proof.replace('index 200', 'index 9') }))[1]).toEqual([
			'receipt_logged',
			'fail',
			'proof_wrong_root'
		]);
	});

	test('a proof by itself says whose place it shows', async () => {
		expect(await verifyProof(proof, [edge.key])).toMatchObject([
			{
				id: 'proof_holds',
				status: 'pass',
				detail: { index: 200, size: 300, session: opening.session }
			}
		]);
		expect(await verifyProof(proof, [])).toMatchObject([
			{ status: 'fail', detail: { because: 'note_unknown_key' } }
		]);
	});
});

describe('checkpoints', () => {
	const origin = 'exams.example/api/v1/log';
	const entries = Array.from({ length: 300 }, (_, at) => sha256(u32(at)));
	const tree = grow(emptyEdge, [], entries);
	const held = new Map(tree.tiles.map(({ tile, bytes }) => [tilePath(tile), bytes]));
	const tiles: FetchTile = async (tile) => held.get(tilePath(tile)) ?? null;
	const noteAt = (size: number, of = entries, name = origin) =>
		signCheckpoint(
			{ origin: name, size, root: rootOf(grow(emptyEdge, [], of.slice(0, size)).edge) },
			{ publicKey: edge.raw, privateKey: edge.signer.privateKey }
		);
	const judged = async (notes: string[], from: FetchTile | null = tiles) =>
		(await verifyCheckpoints(notes, [edge.key], from)).filter(({ id }) => id === 'log_only_grew');

	test('V17: the later one holds all of the earlier one, in whatever order they are given', async () => {
		const notes = [await noteAt(300), await noteAt(201)];
		expect(await judged(notes)).toEqual([
			{ id: 'log_only_grew', status: 'pass', detail: { from: 201, to: 300, origin } }
		]);
		expect(await verifyCheckpoints(notes, [edge.key], tiles)).toHaveLength(3);
	});

	test('attack: an earlier checkpoint of a history that is no more', async () => {
		const rewritten = entries.with(17, sha256(utf8('rewritten')));
		expect(await judged([await noteAt(201, rewritten), await noteAt(300)])).toMatchObject([
			{ status: 'fail', detail: { because: 'log_rewritten' } }
		]);
		expect(await judged([await noteAt(300, rewritten), await noteAt(300)], null)).toMatchObject([
			{ status: 'fail', detail: { because: 'log_rewritten' } }
		]);
		expect(
			await judged([await noteAt(300, entries, 'elsewhere'), await noteAt(300)], null)
		).toMatchObject([
			{
				status: 'fail',
				detail: { because: 'other_log', origin: expect.anything(), other: expect.anything() }
			}
		]);
	});

	test('without tiles it is left open, and a note that nobody signed is said to be one', async () => {
		expect(await judged([await noteAt(200), await noteAt(300)], null)).toMatchObject([
			{ status: 'not_provable', detail: { because: 'no_tiles' } }
		]);
		const note = await noteAt(300);
		const bent = note.replace('\n300\n', '\n301\n');
		expect(await verifyCheckpoints([note, bent], [edge.key], tiles)).toMatchObject([
			{ status: 'pass' },
			{ id: 'checkpoint_signed', status: 'fail', detail: { because: 'note_wrong_signature' } }
		]);
	});

	const today = async (kept: string, now: string | null, keys = [edge.key]) =>
		(await verifyKept([readGiven(kept)], keys, { tiles, today: now }))
			.filter(({ detail }) => detail['today'])
			.map(({ id, status, detail }) => [
				id,
				status,
				detail['because'],
				detail['from'],
				detail['to']
			]);

	test('V17: what was kept is held against what the log publishes now', async () => {
		expect(await today(await noteAt(201), await noteAt(300))).toEqual([
			['log_only_grew', 'pass', undefined, 201, 300]
		]);
		expect(await today(await noteAt(300), await noteAt(300))).toMatchObject([
			['log_only_grew', 'pass', undefined, 300, 300]
		]);
		expect(await today(await noteAt(201), null)).toEqual([]);
	});

	test('attack, V17: the log that is published now is smaller, rewritten, or goes by another name', async () => {
		const rewritten = entries.with(17, sha256(utf8('rewritten')));
		expect(await today(await noteAt(300), await noteAt(201))).toMatchObject([
			['log_only_grew', 'fail', 'log_shrank', 300, 201]
		]);
		expect(await today(await noteAt(201, rewritten), await noteAt(300))).toMatchObject([
			['log_only_grew', 'fail', 'log_rewritten', 201, 300]
		]);
		expect(await today(await noteAt(201, entries, 'elsewhere'), await noteAt(300))).toMatchObject([
			['log_only_grew', 'fail', 'other_log', 201, 300]
		]);
	});

	test('V17: another installation’s log says nothing about what was kept here', async () => {
		const other = await makeEdge();
		const theirs = await signCheckpoint(
			{ origin: 'other.example/api/v1/log', size: 1, root: sha256(utf8('x')) },
			{ publicKey: other.raw, privateKey: other.signer.privateKey }
		);
		for (const keys of [[edge.key], [edge.key, other.key]])
			expect(await today(await noteAt(201), theirs, keys)).toEqual([]);
	});

	test('attack: of very many checkpoints only the first are compared, and the others are said not to be', async () => {
		let fetched = 0;
		const counted: FetchTile = async (tile) => (fetched++, tiles(tile));
		const notes = await Promise.all(Array.from({ length: 60 }, (_, at) => noteAt(at + 1)));
		const found = await judged(notes, counted);
		expect(found.map(({ status, detail }) => [status, detail['because']])).toEqual([
			...Array.from({ length: 20 }, () => ['pass', undefined]),
			...Array.from({ length: 39 }, () => ['not_provable', 'too_many'])
		]);
		expect(fetched).toBeLessThan(100);
	});
});
