/**
 * When all else fails: a student without a network saves an encrypted copy and the device is never seen again; another one whose browser
 * stores nothing any more saves one out of memory. A teacher brings both in, and the records verify. And what "Report a problem" saves.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerItem } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { findingsNow, looks } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';
import { verify } from '../support/verifier.ts';

const EXAM = /Reading the world in numbers/;
const MARKER = 'zebra-marker-4711';
const profiles = [createProfile(), createProfile(), createProfile()] as const;
const saved = createProfile();
let stack: Stack;
let one: Chromium;
let two: Chromium;
let console_: Chromium;
beforeAll(async () => {
	stack = await startStack();
	one = await launchChromium(profiles[0], { acceptDownloads: true });
	two = await launchChromium(profiles[1], { acceptDownloads: true });
	const begin = async ({ page }: Chromium, email: string) => {
		await student.signIn(page, stack.origin, email);
		await student.waitReadyOffline(page, EXAM);
		await student.openCheck(page, EXAM);
		await student.startExam(page);
	};
	await Promise.all([begin(one, 'student1@demo.test'), begin(two, 'student2@demo.test')]);
	await stack.stop();
}, 600_000);
afterAll(async () => {
	for (const browser of [one, two, console_]) await browser?.close().catch(() => undefined);
	await stack?.dispose();
	for (const profile of [...profiles, saved]) deleteProfile(profile);
});

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Having trouble?' });

async function keep(download: Download): Promise<string> {
	const path = join(saved, `${crypto.randomUUID()} ${download.suggestedFilename()}`);
	await download.saveAs(path);
	return path;
}

async function press(page: Page, name: string): Promise<string> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		dialogOf(page).getByRole('button', { name }).click()
	]);
	return keep(download);
}

/** Back as it was, with the dialog open all the while: it would not outlive a reload. */
async function lookedAt(page: Page, name: string): Promise<string[]> {
	const found: string[] = [];
	for (const { colorScheme, size } of looks) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.setViewportSize(size);
		found.push(...(await findingsNow(page)));
		const folder = process.env['INVIGIL_PICTURES'];
		if (folder)
			await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
	}
	await page.emulateMedia({ colorScheme: 'light' });
	return found;
}

/** The same from right to left, loaded anew; `open` brings the dialog back. Left in English. */
async function lookedAtInArabic(
	page: Page,
	name: string,
	open: () => Promise<unknown>
): Promise<string[]> {
	await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'ar'));
	await page.reload();
	await open();
	expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
	const found = await lookedAt(page, `${name}-ar`);
	await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'en'));
	await page.reload();
	return found;
}

/** Whatever its language. */
async function openAnyDialog(page: Page): Promise<void> {
	await page.locator('button[aria-haspopup=dialog]').last().click({ timeout: 60_000 });
	await page.getByRole('dialog').waitFor();
}

let early: string;
let late: string;
let memory: string;
let report: string;

test('without a network the exam offers both by keyboard, and each saves a file with a readable name', async () => {
	const { page } = one;
	await answerItem(page);
	await student.goToNext(page);
	const way = page.getByRole('button', { name: 'Having trouble?' });
	await way.focus();
	await page.keyboard.press('Enter');
	await dialogOf(page).waitFor();
	early = await press(page, 'Save an encrypted copy');
	expect(early).toMatch(
		/Reading the world in numbers [0-9A-F]{4}-[0-9A-F]{4} \d{4}-\d\d-\d\d \d\d\.\d\d\.invigil$/
	);
	expect(await dialogOf(page).getByRole('status').allTextContents()).toEqual(
		expect.arrayContaining([expect.stringContaining('.invigil')])
	);
	report = await press(page, 'Report a problem');
	expect(await lookedAt(page, 'exam-trouble')).toEqual([]);
	await page.keyboard.press('Escape');
	await dialogOf(page).waitFor({ state: 'hidden' });
	expect(await lookedAt(page, 'exam-top')).toEqual([]);
	const found = await lookedAtInArabic(page, 'exam-trouble', () => openAnyDialog(page));
	expect(found).toEqual([]);
	await student.questionHeading(page).waitFor();
});

test('attack: neither file holds in clear what was asked, answered or who it is', async () => {
	const { page } = one;
	await page.setViewportSize({ width: 1280, height: 800 });
	// A text of one's own among the answers, and then both files once more.
	while ((await page.getByRole('textbox', { name: 'Your answer' }).count()) === 0)
		await student.goToNext(page);
	const box = page.getByRole('textbox', { name: 'Your answer' });
	const long = (await box.evaluate((element) => element.tagName)) === 'TEXTAREA';
	await box.fill(long ? MARKER : '4711.25');
	await box.blur();
	await student.waitSaved(page);
	const prompt = (await page.getByRole('main').textContent()) ?? '';
	await page.getByRole('button', { name: 'Having trouble?' }).click();
	const files = [
		await press(page, 'Save an encrypted copy'),
		await press(page, 'Report a problem')
	];
	await page.keyboard.press('Escape');
	const words = prompt.split(/\s+/).filter((word) => word.length > 7);
	expect(words.length).toBeGreaterThan(1);
	for (const file of [...files, report]) {
		const text = readFileSync(file, 'latin1');
		for (const secret of [MARKER, '4711.25', 'Student One', 'demo.test', 'single_choice', ...words])
			expect(text.includes(secret), `${secret} in ${file}`).toBe(false);
	}
	const read = JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>;
	expect(read).toMatchObject({
		kind: 'invigil-problem-report/1',
		app: { page: 'exam', offlineReady: true },
		storage: { reads: 'ok' }
	});
	expect(read['sessions']).toMatchObject([{ state: 'open', refused: null, waiting: 0 }]);
});

test('handed in without a network, the page still offers a copy; then the device is gone', async () => {
	const { page } = one;
	await student.handIn(page);
	await page.getByRole('button', { name: 'Having trouble?' }).click();
	late = await press(page, 'Save an encrypted copy');
	expect(await lookedAt(page, 'done-trouble')).toEqual([]);
	await one.kill();
	deleteProfile(profiles[0]);
});

test('where the browser stores nothing any more, the alarm offers a copy out of memory', async () => {
	const { page, context } = two;
	await answerItem(page);
	await student.goToNext(page);
	const protocol = await context.newCDPSession(page);
	await protocol.send('Storage.overrideQuotaForOrigin', { origin: stack.origin, quotaSize: 1 });
	const main = page.getByRole('main');
	const box = main.getByRole('radio').or(main.getByRole('checkbox')).or(main.getByRole('textbox'));
	const alarm = page.getByRole('alert').filter({ hasText: 'Not saved' });
	await box.first().waitFor();
	if ((await main.getByRole('textbox').count()) > 0) await main.getByRole('textbox').fill('17');
	else await box.nth(1).check();
	await alarm.waitFor({ timeout: 60_000 });
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		alarm.getByRole('button', { name: 'Save an encrypted copy' }).click()
	]);
	memory = await keep(download);
	await dialogOf(page).getByText('The copy is made').waitFor();
	const told = await press(page, 'Report a problem');
	expect(JSON.parse(readFileSync(told, 'utf8'))).toMatchObject({
		problems: expect.arrayContaining([
			expect.objectContaining({ code: expect.stringMatching(/^store_/) })
		])
	});
	await page.keyboard.press('Escape');
	expect(await lookedAt(page, 'exam-alarm')).toEqual([]);
	await two.kill();
	deleteProfile(profiles[1]);
});

test('a teacher brings all of them in at once, with one that is damaged and one that is none, and reads of each what became of it', async () => {
	await stack.start();
	console_ = await launchChromium(profiles[2], { devices: { none: true } });
	const { page } = console_;
	await teacher.openConsole(page, stack.origin);
	await teacher.openSitting(page, stack.origin, EXAM);
	await page.getByRole('button', { name: 'Bring in encrypted copies' }).click();
	const dialog = page.getByRole('dialog', { name: 'Bring in encrypted copies' });
	const damaged = join(saved, 'cut.invigil');
	writeFileSync(damaged, readFileSync(late).subarray(0, 900));
	await dialog.locator('input[type=file]').setInputFiles([late, early, memory, damaged, report]);
	await dialog.getByText('5 of 5 files').waitFor({ timeout: 60_000 });
	const lines = await dialog.getByRole('listitem').allTextContents();
	expect(lines[0]).toMatch(/Student One.*Brought in: \d+ new entries/s);
	expect(lines[1]).toMatch(/Student One.*Older than what is here/s);
	expect(lines[2]).toMatch(/Student Two.*Brought in: \d+ new entries/s);
	expect(lines[3]).toMatch(/Is damaged/);
	expect(lines[4]).toMatch(/Is not a copy/);
	expect(await lookedAt(page, 'bring')).toEqual([]);
	await page.setViewportSize({ width: 1280, height: 800 });
	await dialog.locator('input[type=file]').setInputFiles([late]);
	await dialog.getByText('Everything in it was already here').waitFor();
	await page.keyboard.press('Escape');
	const found = await lookedAtInArabic(page, 'bring', async () => {
		await openAnyDialog(page);
		await page.getByRole('dialog').locator('input[type=file]').setInputFiles([late, damaged]);
		await page.getByRole('dialog').getByRole('listitem').nth(1).waitFor();
	});
	expect(found).toEqual([]);
	await teacher.studentsTable(page).waitFor();
});

test('the record of the device that is gone is whole, and verifies; of the other one the last answer is there', async () => {
	const { page } = console_;
	await teacher.openAttempt(page, 'Student One');
	const bundle = await teacher.exportBundle(page);
	const { code, says } = verify(bundle);
	expect(says).not.toMatch(/^ *fail/m);
	expect(says).toMatch(/pass +chain of entries is unbroken/);
	expect(says).toMatch(/pass +number of entries is the one submitted/);
	expect(code).toBe(0);
	expect(bundle).toMatch(/zebra-marker-4711|4711\.25/);
	await teacher.openSitting(page, stack.origin, EXAM);
	await teacher.openAttempt(page, 'Student Two');
	const other = verify(await teacher.exportBundle(page));
	expect(other.says).toMatch(/pass +chain of entries is unbroken/);
});

test('the student who comes back on another device is told that the work has arrived', async () => {
	const profile = createProfile();
	const again = await launchChromium(profile, { devices: { none: true } });
	try {
		const { page } = again;
		await student.signIn(page, stack.origin, 'student1@demo.test');
		const card = student.examCard(page, EXAM);
		await card.waitFor();
		await expect.poll(() => card.textContent(), { timeout: 20_000 }).toMatch(/Handed in/);
	} finally {
		await again.close();
		deleteProfile(profile);
	}
});
