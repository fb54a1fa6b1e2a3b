import { beforeAll, describe, expect, test } from 'vitest';
import { toBase64url, toHex, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { sha256, sha256Hex } from '../hash.ts';
import { createEdgeKeyPair, importEdgePrivateKey, keyId } from '../keys.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { judgeConsistency, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafEntry } from './leaf.ts';
import type { LeafOpening } from './leaf.ts';
import { openProof, writeProof } from './log-proof.ts';
import { inclusionRanges, rangeHash } from './ranges.ts';
import { noteKeyHash, openNote, signNote } from './signed-note.ts';
import { emptyEdge, grow, rootOf, wholeRoot } from './tile-edge.ts';
import { leafHash } from './tree-hash.ts';

const ORIGIN = 'exams.example/api/v1/log';
type Signer = { publicKey: Bytes; privateKey: CryptoKey; key: EdgeKey };
let own: Signer;
let foreign: Signer;
async function newSigner(): Promise<Signer> {
	const { pkcs8, raw } = await createEdgeKeyPair();
	const key = { id: keyId(raw), publicKey: toBase64url(raw) };
	return { publicKey: raw, privateKey: await importEdgePrivateKey(pkcs8), key };
}
beforeAll(async () => {
	[own, foreign] = await Promise.all([newSigner(), newSigner()]);
});

describe('G6: signed notes', () => {
	// From the documentation of golang.org/x/mod/sumdb/note.
	const text =
		"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
	const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
	const published = (
		fromBase64('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW') ?? new Uint8Array(0)
	).slice(1);
	const key = { id: keyId(published), publicKey: toBase64url(published) };
	const seed = (
		fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz') ?? new Uint8Array(0)
	).slice(1);

	test('the published example has its key hash, opens, and is signed alike', async () => {
		expect(toHex(noteKeyHash('PeterNeumann', published))).toBe('c74f20a3');
		expect(await openNote(note, [key])).toMatchObject({ ok: true, text, name: 'PeterNeumann' });
		const pkcs8 = Uint8Array.from([
			...Buffer.from('302e020100300506032b657004220420', 'hex'),
			...seed
		]);
		const privateKey = await importEdgePrivateKey(pkcs8);
		expect(await signNote(text, { name: 'PeterNeumann', publicKey: published, privateKey })).toBe(
			note
		);
	});

	test('a changed text, name or signature, an unknown key and what is no note are told apart', async () => {
		const code = async (changed: string, keys = [key]) => {
			const opened = await openNote(changed, keys);
			return opened.ok ? 'ok' : opened.code;
		};
		expect(await code(note.replace('answer', 'Answer'))).toBe('note_wrong_signature');
		expect(await code(note.replace('AM=', 'AE='))).toMatch(/note_(wrong_signature|malformed)/);
		expect(await code(note.replace('— PeterNeumann', '— PeterNewmann'))).toBe('note_unknown_key');
		expect(await code(note, [own.key])).toBe('note_unknown_key');
		expect(await code(note, [])).toBe('note_unknown_key');
		for (const broken of [
			'',
			'\n',
			text,
			note.slice(0, -1),
			note.replace('— ', '- '),
			note.replace('\n\n', '\n'),
			note.replace('If', 'I\u0000f'),
			note.replace('If', 'I\tf'),
			`${note}\n`,
			note.replace('x08g', '????'),
			'x'.repeat(20_000) + note
		])
			expect([broken.slice(0, 30), await code(broken)]).toEqual([
				broken.slice(0, 30),
				'note_malformed'
			]);
	});

	test('other signatures beside a known one are passed over', async () => {
		const more = (await signNote(text, { name: 'witness.example', ...own })).split('\n\n')[1] ?? '';
		expect(await openNote(note + more, [key])).toMatchObject({ ok: true });
		expect(await openNote(`${text}\n${more}${note.split('\n\n')[1]}`, [key])).toMatchObject({
			ok: true
		});
	});

	test('no note can be made of what has control characters, or under a name with spaces', async () => {
		for (const bad of ['no newline', 'a\u0000b\n', 'a\rb\n'])
			await expect(signNote(bad, { name: 'x', ...own })).rejects.toThrow(TypeError);
		for (const name of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb'])
			await expect(signNote('x\n', { name, ...own })).rejects.toThrow(TypeError);
	});
});

describe('G7: checkpoints', () => {
	const root = sha256(utf8('root'));
	const at = (size: number, of = root, origin = ORIGIN) => ({ origin, size, root: of });

	test('three lines and a signature in the name of the log', async () => {
		const note = await signCheckpoint(at(42), own);
		expect(note.split('\n').slice(0, 4)).toEqual([ORIGIN, '42', toBase64(root), '']);
		expect(await openCheckpoint(note, [own.key])).toMatchObject({
			ok: true,
			checkpoint: at(42),
			key: own.key
		});
		expect(await openCheckpoint(note, [foreign.key])).toMatchObject({ code: 'note_unknown_key' });
		const larger = note.replace('\n42\n', '\n43\n');
		expect(await openCheckpoint(larger, [own.key])).toMatchObject({ code: 'note_wrong_signature' });
	});

	test('what is signed in another name, or has no size or root, is none', async () => {
		const hash = toBase64(root);
		for (const text of [
			`other\n42\n${hash}\n`,
			`${ORIGIN}\n042\n${hash}\n`,
			`${ORIGIN}\n-1\n${hash}\n`,
			`${ORIGIN}\n1e3\n${hash}\n`,
			`${ORIGIN}\n42\n${hash.slice(4)}\n`,
			`${ORIGIN}\n42\n`,
			`${ORIGIN}\n9007199254740993\n${hash}\n`
		]) {
			const note = await signNote(text, { name: ORIGIN, ...own });
			expect([text, await openCheckpoint(note, [own.key])]).toMatchObject([
				text,
				{ code: 'checkpoint_malformed' }
			]);
		}
	});

	test('attack: a log that shrank, was rewritten or is another one is named so', () => {
		const other = sha256(utf8('other'));
		expect(judgeConsistency(at(5), at(4), [])).toMatchObject({
			code: 'log_shrank',
			evidence: { older: 5, newer: 4 }
		});
		expect(judgeConsistency(at(5), at(5, other), [])).toMatchObject({ code: 'log_rewritten' });
		expect(judgeConsistency(at(5), at(9, other), [other])).toMatchObject({ code: 'log_rewritten' });
		expect(judgeConsistency(at(5), at(5, root, 'elsewhere'), [])).toMatchObject({
			code: 'other_log'
		});
		expect(judgeConsistency(at(5), at(5), [])).toEqual({ ok: true });
	});
});

describe('G8: proofs to keep', () => {
	const opening: LeafOpening = {
		session: '00000000-0000-4000-8000-000000000064',
		seq: 812,
		head: 'a9'.repeat(32),
		control: { seq: 405, head: 'b7'.repeat(32) },
		salt: sha256Hex(utf8('salt'))
	};
	const INDEX = 77;
	const size = 300;
	async function made(change: Partial<LeafOpening> = {}) {
		const entries = Array.from({ length: size }, (_, at) => sha256(utf8(`${at}`))).with(
			INDEX,
			leafEntry(opening)
		);
		const leaves = entries.map(leafHash);
		const hashOf = ({ level, index }: { level: number; index: number }) =>
			wholeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
		const hashes = inclusionRanges(INDEX, size).map((range) => rangeHash(range, hashOf));
		const root = rootOf(grow(emptyEdge, [], entries).edge);
		const note = await signCheckpoint({ origin: ORIGIN, size, root }, own);
		return writeProof({ opening: { ...opening, ...change }, index: INDEX, hashes, note });
	}

	test('opens with the key alone, and says which entry of which session', async () => {
		const opened = await openProof(await made(), [own.key]);
		expect(opened).toMatchObject({
			ok: true,
			opening,
			index: INDEX,
			checkpoint: { origin: ORIGIN, size }
		});
	});

	test('in a tree of a thousand million leaves a proof is under 2 KB', async () => {
		const root = leafHash(utf8(''));
		const note = await signCheckpoint({ origin: ORIGIN, size: 2 ** 30, root }, own);
		const hashes = Array.from({ length: 30 }, () => root);
		expect(utf8(writeProof({ opening, index: 2 ** 30 - 1, hashes, note })).length).toBeLessThan(
			2048
		);
	});

	test.each([
		['session', { session: '00000000-0000-4000-8000-000000000065' }],
		['entry', { seq: 813 }],
		['head', { head: 'aa'.repeat(32) }],
		['control log', { control: { seq: 405, head: 'b8'.repeat(32) } }],
		['salt', { salt: sha256Hex(utf8('another')) }]
	] as const)('attack: another %s is not what the log holds', async (_what, change) => {
		expect(await openProof(await made(change), [own.key])).toMatchObject({
			code: 'proof_wrong_root',
			evidence: { index: INDEX, size }
		});
	});

	test('a proof that is cut, doubled or spelt otherwise is none, and a foreign key opens nothing', async () => {
		const proof = await made();
		for (const broken of [
			'',
			proof.slice(1),
			proof.replace('index 77', 'index 077'),
			proof.replace('index 77', 'index -1'),
			proof.replace('extra ', 'extra'),
			proof.replace('@v1', '@v2'),
			proof.replace(/\n(.{44})\n/, '\n$1 \n')
		])
			expect(await openProof(broken, [own.key])).toMatchObject({
				code: expect.stringMatching(/^(proof|note)_malformed$/)
			});
		expect(await openProof(proof, [foreign.key])).toMatchObject({ code: 'note_unknown_key' });
		expect(await openProof(proof.replace('index 77', 'index 300'), [own.key])).toMatchObject({
			code: 'proof_outside_tree'
		});
		expect(await openProof(proof.replace('index 77', 'index 76'), [own.key])).toMatchObject({
			code: 'proof_wrong_root'
		});
	});

	test('G1: the entry tells nothing without its salt: the same facts under another one share no byte pattern with it', () => {
		const salted = leafEntry(opening);
		const other = leafEntry({ ...opening, salt: sha256Hex(utf8('other')) });
		expect(salted).toHaveLength(32);
		expect(toHex(salted)).not.toBe(toHex(other));
		expect(() => leafEntry({ ...opening, salt: 'AB' })).toThrow(TypeError);
	});
});
