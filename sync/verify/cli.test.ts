import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concat, fromHex, utf8 } from '../bytes.ts';
import { sha256 } from '../hash.ts';
import { receiptBlocks } from '../receipt-file.ts';
import { leafHash } from '../transparency/tree-hash.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const vector = here('../vectors/v1/bundle.json');
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterAll(() => rm(folder, { recursive: true }));

function verify(...words: string[]): Promise<{ code: number; out: string; said: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [here('./cli.ts'), ...words], (problem, out, said) =>
			resolve({ code: Number(problem?.code ?? 0), out, said })
		);
	});
}

test('V1: the command prints a line per claim and ends with 0', async () => {
	const { edge } = JSON.parse(await readFile(here('../vectors/v1/keys.json'), 'utf8'));
	const { code, out } = await verify(vector, edge.publicKey);
	expect(code).toBe(0);
	const [first, gap, ...rest] = out.trim().split('\n');
	expect(first).toBe(
		'This record is whole and unbroken: all 18 entries are as the device signed them, and the edge confirmed the work.'
	);
	expect(gap).toBe('');
	expect(rest).toHaveLength(22);
	expect(out).toMatch(
		/^pass +chain of entries is unbroken \(session .*, entries 18, segments 10\)$/m
	);
});

test('V3: the command names session, segment and entry, and ends with 1', async () => {
	const file = join(folder, 'changed.json');
	const text = await readFile(vector, 'utf8');
	await writeFile(file, text.replace('\\"choice\\":\\"a\\"', '\\"choice\\":\\"b\\"'));
	const { code, out } = await verify(file);
	expect(code).toBe(1);
	expect(out).toMatch(/^FAIL +chain of entries is unbroken \(session .*, segment 1, entry 2/m);
	expect(out).toMatch(/^This record is broken at entry 2 of session [\da-f-]{36}: from there on /);
});

test('V3: one changed byte is one failure; what fails with it says because of what', async () => {
	const { out } = await verify(join(folder, 'changed.json'));
	expect(out.match(/^FAIL /gm)).toHaveLength(1);
	expect(out).toMatch(
		/^follows +edge confirmed the work .*because this fails: chain of entries is unbroken$/m
	);
	expect(out).toMatch(/1 failed, 3 only because of that, 5 not provable$/m);
});

test('V2: without a key the command says how to give one, and a key of another edge leaves nothing to judge', async () => {
	expect((await verify(vector)).out).toMatch(/^It was checked with the keys .* -- FILE KEY$/m);
	const { code, out } = await verify(vector, 'A'.repeat(43));
	expect(code).toBe(1);
	expect(out).toMatch(/^This record cannot be judged, because it carries another edge key/);
	const typo = await verify(vector, 'AAAA');
	expect(typo).toMatchObject({ code: 2, said: expect.stringMatching(/"AAAA" is no public key/) });
});

test('V0: the command ends with 2 for what is no bundle', async () => {
	const file = join(folder, 'empty.json');
	await writeFile(file, '{}');
	const empty = await verify(file);
	expect(empty.code).toBe(2);
	expect(empty.out).toMatch(/^This file cannot be judged, because it is not a complete/);
	const missing = await verify(join(folder, 'missing.json'));
	expect(missing.code).toBe(2);
	expect(missing.said).toMatch(/cannot be judged, because it cannot be opened/);
	expect((await verify()).code).toBe(2);
});

test('V16: a receipt with its proof is checked by the same command, and so is the log between two checkpoints', async () => {
	const { edge } = JSON.parse(await readFile(here('../vectors/v1/keys.json'), 'utf8'));
	const { signed } = JSON.parse(await readFile(here('../vectors/v1/receipt.json'), 'utf8'));
	const log = JSON.parse(await readFile(here('../vectors/log-v1/log.json'), 'utf8'));
	const [receipt, older] = [join(folder, 'receipt.txt'), join(folder, 'older.txt')];
	await writeFile(receipt, receiptBlocks(signed, log.proof).join('\n'));
	await writeFile(older, log.checkpoints.older);
	const whole = await verify(receipt, edge.publicKey);
	expect([whole.code, whole.out]).toEqual([
		0,
		expect.stringMatching(
			/^All of this holds\.\n\npass +receipt is signed .*entry 16.*\npass +receipt stands in the public log/
		)
	]);
	const open = await verify(receipt, older, edge.publicKey);
	expect([open.code, open.out]).toEqual([
		0,
		expect.stringMatching(/^not provable the log only grew \(because no tiles/m)
	]);
	await mkdir(join(folder, 'tile/0'), { recursive: true });
	const hashes = Array.from({ length: 300 }, (_, at) =>
		leafHash(at === 200 ? fromHex(log.entry) : sha256(utf8(`leaf ${at}`)))
	);
	await writeFile(join(folder, 'tile/0/000'), concat(...hashes.slice(0, 256)));
	await mkdir(join(folder, 'tile/0/001.p'), { recursive: true });
	await writeFile(join(folder, 'tile/0/001.p/44'), concat(...hashes.slice(256)));
	const grew = await verify(receipt, older, edge.publicKey, '--log', folder);
	expect([grew.code, grew.out]).toEqual([
		0,
		expect.stringMatching(/^pass +the log only grew \(from 201, to 300,/m)
	]);
	await writeFile(join(folder, 'checkpoint'), log.checkpoints.newer);
	const today = await verify(older, edge.publicKey, '--log', folder);
	expect([today.code, today.out]).toEqual([
		0,
		expect.stringMatching(/^pass +the log only grew \(from 201, to 300, .*today/m)
	]);
	await writeFile(older, log.checkpoints.older.replace('201', '202'));
	const bent = await verify(receipt, older, edge.publicKey, '--log', folder);
	expect([bent.code, bent.out]).toEqual([
		1,
		expect.stringMatching(/^FAIL +checkpoint is signed by the log/m)
	]);
	expect((await verify(receipt)).said).toMatch(/no KEY was given/);
});
