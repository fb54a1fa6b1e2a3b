/** The page that checks what somebody kept: no sign-in, no network, nothing sent; receipts, records and checkpoints from a real edge. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptBlocks } from '#sync/receipt-file.ts';
import { logProofAnswer } from '#sync/schema/public-log.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { readProof } from '#sync/transparency/log-proof.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { findings, findingsNow, looks, settled } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';

const PATIENCE_MS = 60_000;
const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Page;
let seen: Watched;
/** Of an attempt that was handed in. */
let receipt: string;
let record: string;
let checkpoints: { older: string; newer: string };

beforeAll(async () => {
	stack = await startStack();
	browser = await launchChromium(profile);
	({ page } = browser);
	seen = await watchPage(browser.context, stack.origin);
	const papers = await fetchPapers(stack.origin, 'student1@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.untilReceipted(0);
	const older = await noteAfter(device, 0);
	const value = { type: 'single_choice', choice: 'wettest-month-1' } as const;
	await device.write({ kind: 'response', data: { item: 'wettest-month', value } });
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	const newer = await noteAfter(device, seq);
	checkpoints = { older: noteIn(older), newer: noteIn(newer) };
	const { signed } = device.log.lastReceipt ?? {};
	if (!signed) throw new Error('no receipt');
	receipt = ['Invigil', '', 'Exam: Demo', '', ...receiptBlocks(signed, newer), ''].join('\n');
	device.disconnect();
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const exported = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	record = JSON.stringify(exported.body);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const noteIn = (proof: string): string => readProof(proof)?.note ?? '';

/** The proof of the receipt for that entry. */
async function noteAfter({ papers, session }: EdgeDevice, seq: number): Promise<string> {
	let proof: string | null = null;
	await until(
		async () => {
			const answer = await papers.client.ask(
				'GET',
				`/attempts/${papers.attempt.id}/sessions/${session}/log-proof`,
				{ headers: { Authorization: ticketHeader(papers.signed) } }
			);
			({ proof } = logProofAnswer.parse(answer.body));
			return proof !== null && (readProof(proof)?.opening.seq ?? -1) >= seq;
		},
		PATIENCE_MS,
		() => `entry ${seq} in the log`
	);
	return proof ?? '';
}

const open = async () => {
	await page.goto(`${stack.origin}/verify`);
	await page.getByText('This is the key that this installation publishes.').waitFor();
};
async function paste(text: string): Promise<void> {
	await page.getByLabel('Or paste the text').fill(text);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
}
const outcome = (name: string) => page.getByRole('status').filter({ hasText: name }).waitFor();
const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

describe('somebody who is not signed in', () => {
	test('pastes a receipt: it is signed and stands in the public log, and nothing of it is sent', async () => {
		await open();
		const asked: string[] = [];
		page.on('request', (request) => void asked.push(request.url()));
		await paste(receipt);
		await outcome('It holds');
		await said('The receipt is signed by the installation');
		await said('It stands in the public log');
		await said(/as it is published now, with \d+: unchanged/);
		// Of the log only what anybody may read, and the worker's own scripts come from here too.
		const named = asked.map((url) => new URL(url).pathname + new URL(url).search);
		const own = named.filter((path) => !path.startsWith('/_app/'));
		expect(
			own.filter((path) => !/^\/api\/v1\/log\/(checkpoint$|tile\/[\w/.]+$)/.test(path))
		).toEqual([]);
		expect(own).toContain('/api/v1/log/checkpoint');
		page.removeAllListeners('request');
	});

	test('attack: one letter of the receipt is changed, its proof is of another place, or its key is another one', async () => {
		await open();
		await paste(
			receipt.replace(/(?<="signature":").../, (letters) => (letters === 'AAA' ? 'BBB' : 'AAA'))
		);
		await outcome('Something does not hold');
		await paste(receipt.replace(/index \d+/, 'index 0'));
		await outcome('Something does not hold');
		await said('The proof does not lead to the log’s root.');
		await paste(receipt);
		await outcome('It holds');
		await page.getByLabel('Public key of the installation').fill('A'.repeat(43));
		await page.getByLabel('Or paste the text').focus();
		await said('It is not signed with this key. It may be from another installation.');
	});

	test('gives a record as a file, which is judged claim by claim', async () => {
		await open();
		const file = join(profile, 'record.json');
		writeFileSync(file, record);
		await page.locator('input[type=file]').setInputFiles(file);
		await said('What the edge confirmed stands in the public log');
		expect(await page.getByRole('heading', { level: 3 }).allTextContents()).not.toContain('Fail');
	});

	test('drops two checkpoints: the log only grew between them', async () => {
		await open();
		const drop = await page.evaluateHandle((notes) => {
			const transfer = new DataTransfer();
			for (const note of notes) transfer.items.add(new File([note], 'checkpoint.txt'));
			return transfer;
		}, Object.values(checkpoints));
		await page
			.getByRole('group', { name: 'Choose files' })
			.dispatchEvent('drop', { dataTransfer: drop });
		await outcome('It holds');
		await said('The log only grew');
		await paste(`${checkpoints.older}\n${checkpoints.newer.replace(/\n\d+\n/, '\n1\n')}`);
		await outcome('Something does not hold');
	});

	test('brings something else, and is told what is wanted', async () => {
		await open();
		await paste('Dear Sir or Madam');
		await said('There is nothing here that can be checked');
	});
});

test('without a network the page opens and checks a receipt and a record', async () => {
	await open();
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	await page.reload();
	await page.getByText('This is the key that this installation publishes.').waitFor();
	await browser.context.setOffline(true);
	await page.reload();
	await paste(receipt);
	await outcome('It holds');
	await paste(record);
	await said('What the edge confirmed stands in the public log');
	await browser.context.setOffline(false);
});

describe('axe finds nothing', () => {
	test('on the empty page', async () => {
		await open();
		expect(await findings(page, settled(page))).toEqual([]);
	});

	test.each(['receipt', 'record'] as const)('on a checked %s', async (what) => {
		await open();
		await paste(what === 'receipt' ? receipt : record);
		await said(
			what === 'receipt' ? 'It holds' : 'What the edge confirmed stands in the public log'
		);
		for (const { colorScheme, size } of looks) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.setViewportSize(size);
			expect([colorScheme, size.width, await findingsNow(page)]).toEqual([
				colorScheme,
				size.width,
				[]
			]);
		}
	});
});

test('the content security policy held, no other origin was asked, and no error was left', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
