import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { receiptBlocks } from '#sync/receipt-file.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import { checkGiven, type OwnLog } from './check-given.ts';
import { findingMeaning, findingTitle } from './finding-words.ts';

const vector = (path: string) =>
	readFileSync(new URL(`../../sync/vectors/${path}`, import.meta.url), 'utf8');
const nowhere = { tile: async () => null, today: async () => null };
let keys: EdgeKey[];
let log: { checkpoints: { older: string; newer: string }; proof: string };
let receipt: string;
beforeAll(() => {
	const { edge } = JSON.parse(vector('v1/keys.json'));
	keys = [{ id: edge.id, publicKey: edge.publicKey }];
	log = JSON.parse(vector('log-v1/log.json'));
	receipt = receiptBlocks(JSON.parse(vector('v1/receipt.json')).signed, log.proof).join('\n');
});
const findings = async (...texts: string[]) => {
	const checked = await checkGiven(texts, keys, nowhere);
	if (checked.kind !== 'findings') throw new Error(checked.kind);
	return checked.findings;
};
const short = async (...texts: string[]) =>
	(await findings(...texts)).map(({ id, status }) => `${id} ${status}`);

test('a receipt with its proof holds, and is said in plain words', async () => {
	const found = await findings(receipt);
	expect(found.map(({ id, status }) => `${id} ${status}`)).toEqual([
		'receipt_signed pass',
		'receipt_logged pass'
	]);
	expect(found.map(findingTitle)).toEqual([
		'The receipt is signed by the installation',
		'It stands in the public log'
	]);
	expect(found.map(findingMeaning)).toEqual([
		expect.stringContaining('entry 17'),
		expect.stringContaining('place 201 of a log of 300')
	]);
});

test('a record is judged claim by claim', async () => {
	const checked = await checkGiven([vector('v1/bundle.json')], keys, nowhere);
	expect(checked).toMatchObject({
		kind: 'record',
		entries: 18,
		sessions: [expect.any(String)],
		verdict: { unbroken: true }
	});
	expect(await checkGiven([vector('v1/bundle.json')], [], nowhere)).toMatchObject({
		kind: 'record'
	});
});

test('checkpoints are compared wherever they come from: two texts, two files, or inside a proof', async () => {
	const { older, newer } = log.checkpoints;
	const open = ['checkpoint_signed pass', 'checkpoint_signed pass', 'log_only_grew not_provable'];
	expect(await short(`${older}\n${newer}`)).toEqual(open);
	expect(await short(older, newer)).toEqual(open);
	expect(await short(log.proof, older)).toEqual(['proof_holds pass', ...open]);
	expect(await short(receipt, log.proof)).toContain('log_only_grew pass');
	const [, , grew] = await findings(older, newer);
	expect(grew && findingMeaning(grew)).toContain('Try again with a network');
});

test('a receipt is held against the log as it is published now, and the log is named', async () => {
	let asked = 0;
	const now: OwnLog = {
		tile: async () => null,
		today: async () => (asked++, log.checkpoints.newer)
	};
	const of = async (...texts: string[]) => {
		const checked = await checkGiven(texts, keys, now);
		return checked.kind === 'findings' ? checked.findings : [];
	};
	const last = (await of(receipt)).at(-1);
	expect(last).toMatchObject({ id: 'log_only_grew', status: 'pass', detail: { today: true } });
	expect(last && findingMeaning(last)).toMatch(
		/as it is published now, with 300: .* The log is called \u2066exams\.example\/api\/v1\/log\u2069\.$/
	);
	now.today = async () => log.checkpoints.older;
	const shrunk = (await of(receipt)).at(-1);
	expect(shrunk && findingMeaning(shrunk)).toContain('The later log is smaller.');
	// What has no checkpoint in it asks the log nothing.
	now.today = async () => (asked++, null);
	asked = 0;
	await of(receipt.replace(/-----BEGIN INVIGIL LOG PROOF[\s\S]*/, ''));
	expect(asked).toBe(0);
});

test('without a key nothing that is signed can be judged, and what is nothing is said to be nothing', async () => {
	expect(await checkGiven([receipt], [], nowhere)).toEqual({ kind: 'key_missing' });
	for (const text of ['', 'hello', '{}', '{"format":"other"}'])
		expect(await checkGiven([text], keys, nowhere)).toEqual({ kind: 'unknown' });
});

test('attack: every way to fail has a sentence of its own kind', async () => {
	const wrong = [
		...(await findings(receipt.replace('index 200', 'index 100'))),
		...(await findings(
			log.proof.replace('exams.example/api/v1/log\n300', 'exams.example/api/v1/log\n301')
		)),
		...(await findings(log.checkpoints.older.replaceAll('exams', 'exam')))
	].filter(({ status }) => status === 'fail');
	expect(wrong.map(({ detail }) => detail['because'])).toEqual([
		'proof_wrong_root',
		'note_wrong_signature',
		'note_unknown_key'
	]);
	expect(wrong.map(findingMeaning)).toEqual([
		'The proof does not lead to the log’s root.',
		'This is not what was signed: something was changed afterwards.',
		'It is not signed with this key. It may be from another installation.'
	]);
});
