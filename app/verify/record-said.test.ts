import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { EdgeKey } from '#sync/schema/signed.ts';
import { checkGiven } from './check-given.ts';
import { recordSaid } from './record-said.ts';

const vector = (path: string) =>
	readFileSync(new URL(`../../sync/vectors/v1/${path}`, import.meta.url), 'utf8');
let keys: EdgeKey[];
beforeAll(() => {
	const { edge } = JSON.parse(vector('keys.json'));
	keys = [{ id: edge.id, publicKey: edge.publicKey }];
});
async function said(given: readonly EdgeKey[]) {
	const checked = await checkGiven([vector('bundle.json')], given, {
		tile: async () => null,
		today: async () => null
	});
	if (checked.kind !== 'record') throw new Error(checked.kind);
	return recordSaid(checked.verdict, checked.entries);
}

test('a record that holds under the installation’s key is headlined good', async () => {
	expect(await said(keys)).toEqual({ tone: 'good', text: 'Unbroken' });
});

test('attack: one that brings its own keys is not headlined good when no key was given', async () => {
	expect(await said([])).toEqual({
		tone: 'warn',
		text: 'It fits together, but nothing says who signed it: the installation’s key was not given'
	});
});

test('attack: one that is signed by other keys than the one that was given does not hold', async () => {
	const other = { id: '0'.repeat(16), publicKey: 'A'.repeat(43) };
	expect((await said([other])).tone).toBe('danger');
});
