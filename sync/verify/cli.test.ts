import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const vector = here('../vectors/v1/bundle.json');
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterAll(() => rm(folder, { recursive: true }));

function verify(...words: string[]): Promise<{ code: number; out: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [here('./cli.ts'), ...words], (problem, out) =>
			resolve({ code: Number(problem?.code ?? 0), out })
		);
	});
}

test('V1: the command prints a line per claim and ends with 0', async () => {
	const { edge } = JSON.parse(await readFile(here('../vectors/v1/keys.json'), 'utf8'));
	const { code, out } = await verify(vector, edge.publicKey);
	expect(code).toBe(0);
	expect(out.trim().split('\n')).toHaveLength(20);
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
	expect(out).toMatch(/^broken at entry 2 of session /m);
});

test('V0: the command ends with 2 for what is no bundle', async () => {
	const file = join(folder, 'empty.json');
	await writeFile(file, '{}');
	expect((await verify(file)).code).toBe(2);
	expect((await verify(join(folder, 'missing.json'))).code).toBe(2);
	expect((await verify()).code).toBe(2);
});
