/** Questions leave: a file of the bank's, a file of an exam's, an exam on paper. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankAdded } from '#sync/schema/bank.ts';
import { createdExam } from '#sync/schema/teaching.ts';
import { authored, everyPicture, itemTypes } from '#sync/testing/every-item.ts';
import { importFile } from '../../app/author/import/import-file.ts';
import { drawing, drawingHash } from '../../app/author/export/testing/picture.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn } from '../support/edge-client.ts';
import { findings } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { signIn } from '../support/student.ts';

const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Chromium['page'];
let seen: Watched;
let exam: string;

beforeAll(async () => {
	stack = await startStack();
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	await teacher.ask('PUT', `/bank/media/${drawingHash}`, { body: drawing });
	const items = itemTypes.map((type) =>
		JSON.parse(JSON.stringify(authored(type, 'a key')).replaceAll(everyPicture, drawingHash))
	);
	const body = { items, shared: false, skipKnown: false, from: 'test' };
	const added = bankAdded.parse((await teacher.ask('POST', '/bank/items', { body })).body);
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: 'Nature on paper', items: added.ids }
	});
	exam = createdExam.parse(made.body).id;
	browser = await launchChromium(profile);
	({ page } = browser);
	seen = await watchPage(browser.context, stack.origin);
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

async function saved() {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		button('Save the file').click()
	]);
	const bytes = new Uint8Array(readFileSync(await download.path()));
	const read = importFile(download.suggestedFilename(), bytes);
	if (!read.ok) throw new Error(read.refusal.code);
	return { name: download.suggestedFilename(), report: read.report };
}

test('all that the list shows goes into a file that brings everything back', async () => {
	await page.goto(`${stack.origin}/console/items`);
	await button('Export all of these').click();
	await said(`${itemTypes.length} of ${itemTypes.length} keep everything.`);
	const { name, report } = await saved();
	expect(name).toBe('questions.invigil.zip');
	expect(report.items.map(({ outcome }) => outcome)).toEqual(itemTypes.map(() => 'whole'));
	expect(report.media.map(({ hash }) => hash)).toEqual([drawingHash]);
});

test('what a format loses is said before the file is made', async () => {
	await page.goto(`${stack.origin}/console/exams/${exam}`);
	await button('Export questions').click();
	const dialog = page.getByRole('dialog', { name: 'Export questions' });
	await dialog.getByLabel('Format').selectOption({ label: 'Moodle XML' });
	await dialog.getByText('The difficulty is lost.').waitFor();
	await dialog.getByText('The format has no such type of question.').click();
	await dialog.getByRole('link', { name: /^hotspot a key/ }).waitFor();
	const { name, report } = await saved();
	expect(name).toBe('Nature-on-paper.xml');
	expect(report.items).toHaveLength(itemTypes.length - 2);
});

test('an exam is printed without anything around it, and with keys where they are asked for', async () => {
	await page.goto(`${stack.origin}/console/exams/${exam}`);
	await page.getByRole('link', { name: 'Print or save as PDF' }).click();
	// The page before has the same heading.
	await page.waitForURL(/\/print$/);
	const ready = () => page.getByRole('heading', { level: 1, name: 'Nature on paper' }).waitFor();
	await ready();
	expect(await findings(page, ready)).toEqual([]);
	await page.reload();
	await ready();
	await page.setViewportSize({ width: 1280, height: 800 });
	const answers = page.getByRole('heading', { name: 'Right answer' });
	expect(await answers.count()).toBe(0);
	await page.evaluate(() => {
		window.print = () => document.body.setAttribute('data-printed', '');
	});
	await page.getByLabel('With the right answers').check();
	await button('Print or save as PDF').click();
	await page.locator('[data-printed]').waitFor();
	expect(await answers.count()).toBe(itemTypes.length - 1);
	await page.emulateMedia({ media: 'print', colorScheme: 'light' });
	for (const around of [page.locator('header'), button('Print or save as PDF')])
		expect(await around.first().isVisible()).toBe(false);
	const paper = Buffer.from(await page.pdf({ preferCSSPageSize: true, format: 'A4' }));
	expect(paper.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
	await page.emulateMedia({ media: 'screen' });
});

test('the pages asked nobody else for anything and broke no rule of their own', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
