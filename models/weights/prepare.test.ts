import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
	existsSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchWeight, isRemote } from './fetch.ts';
import { weights, type Weight } from './manifest.ts';
import { prepare, type Places } from './prepare.ts';
import { sha256 } from './weight-file.ts';

const bytes = new TextEncoder().encode('weights');
let root = '';
let places: Places;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'weights-'));
	places = {
		packages: join(root, 'packages'),
		cache: join(root, 'cache'),
		vendor: join(root, 'vendor')
	};
	mkdirSync(join(places.packages, 'some'), { recursive: true });
	writeFileSync(join(places.packages, 'some/a.bin'), bytes);
});
afterEach(() => rmSync(root, { recursive: true }));

const weight = (change: Partial<Weight> = {}): Weight => ({
	name: 'a',
	path: 'deep/a.bin',
	bytes: bytes.length,
	sha256: sha256(bytes),
	licence: 'MIT',
	source: 'npm some',
	uses: ['faces'],
	precache: true,
	origin: { from: 'package', package: 'some', file: 'a.bin' },
	...change
});
const remote = weight({ origin: { from: 'url', url: 'https://example.test/x/a.bin' } });

test('a second run writes nothing', () => {
	expect(prepare([weight()], places).written).toBe(1);
	const made = statSync(join(places.vendor, 'manifest.json')).mtimeMs;
	expect(prepare([weight()], places).written).toBe(0);
	expect(statSync(join(places.vendor, 'manifest.json')).mtimeMs).toBe(made);
	expect(readFileSync(join(places.vendor, 'deep/a.bin'))).toEqual(Buffer.from(bytes));
});

test('a damaged or left-over file does not stay under vendor', () => {
	prepare([weight()], places);
	writeFileSync(join(places.vendor, 'deep/a.bin'), 'damaged');
	writeFileSync(join(places.vendor, 'old.bin'), 'old');
	prepare([weight()], places);
	expect(readFileSync(join(places.vendor, 'deep/a.bin'))).toEqual(Buffer.from(bytes));
	expect(existsSync(join(places.vendor, 'old.bin'))).toBe(false);
});

test('a package whose file was exchanged stops the build', () => {
	writeFileSync(join(places.packages, 'some/a.bin'), 'exchanged');
	expect(() => prepare([weight()], places)).toThrow(/not the pinned file/);
});

test('a weight that nobody fetched is left out of the manifest', () => {
	expect(prepare([weight(), { ...remote, name: 'b', path: 'b.bin' }], places).missing).toEqual([
		{ name: 'b', why: expect.stringMatching(/^a\.bin is neither/) }
	]);
	const manifest = JSON.parse(readFileSync(join(places.vendor, 'manifest.json'), 'utf8'));
	expect(manifest.map((entry: { url: string }) => entry.url)).toEqual(['/vendor/deep/a.bin']);
});

test('a remote weight comes from the local folder first, is checked, and then prepared', async () => {
	if (!isRemote(remote)) throw new Error('The weight is remote.');
	const download = () => Promise.resolve(new TextEncoder().encode('an error page'));
	const refused = await fetchWeight(remote, { cache: places.cache, folder: undefined, download });
	expect(refused).toMatchObject({ outcome: 'failed' });
	const deps = { cache: places.cache, folder: join(places.packages, 'some'), download };
	expect(await fetchWeight(remote, deps)).toEqual({ name: 'a', outcome: 'copied' });
	expect(await fetchWeight(remote, deps)).toEqual({ name: 'a', outcome: 'there' });
	expect(prepare([remote], places)).toEqual({ written: 1, missing: [] });
});

test('a weight in the folder that was named is taken, and another file of its name is not', () => {
	const folder = join(root, 'folder');
	mkdirSync(folder);
	writeFileSync(join(folder, 'a.bin'), 'something else');
	expect(prepare([remote], { ...places, folder }).missing).toEqual([
		{ name: 'a', why: expect.stringContaining('is not the pinned file') }
	]);
	expect(existsSync(join(places.vendor, 'deep/a.bin'))).toBe(false);
	writeFileSync(join(folder, 'a.bin'), bytes);
	expect(prepare([remote], { ...places, folder })).toEqual({ written: 1, missing: [] });
});

test('what is kept for faces stays under 14 MB on the device, and with landmarks under 18 MB', () => {
	const kept = (...uses: string[]) =>
		weights
			.filter((entry) => entry.precache && entry.uses.some((use) => uses.includes(use)))
			.reduce((sum, entry) => sum + entry.bytes, 0);
	expect(kept('faces')).toBeLessThan(14_000_000);
	expect(kept('faces', 'landmarks')).toBeLessThan(18_000_000);
});
