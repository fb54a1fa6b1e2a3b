/** A page of handwriting as an answer: photographed without a network, kept, handed in, sent later, looked at by the teacher, verified. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptList, edgeKeys } from '#sync/schema/api.ts';
import { fileList } from '#sync/schema/files.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { PLACE, placedJpeg } from '../../app/exam/files/testing/placed-jpeg.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { findings } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { html, png } from '../support/small-files.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import { openAttempt, openConsole, openSitting, openTab } from '../support/teacher.ts';
import { scheduleUploads } from '../support/upload-exam.ts';

const TITLE = 'Photographed working';
const EMAIL = 'student1@demo.test';
const profile = createProfile();
let stack: Stack;
let teacher: EdgeClient;
let startCode: string;
let sitting: string;
let browser: Chromium;
let seen: Watched;

beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	({ startCode, id: sitting } = await scheduleUploads(teacher, TITLE, [EMAIL]));
	browser = await launchChromium(profile);
	seen = await watchPage(browser.context, stack.origin);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

const file = (name: string, buffer: Uint8Array, mimeType = 'image/png') => ({
	name,
	mimeType,
	buffer: Buffer.from(buffer)
});
/** As a phone's camera hands it over: held sideways, with the place beside the picture. */
async function photograph(width: number, height: number): Promise<Uint8Array> {
	const drawn = await browser.page.evaluate(
		([across, down]) => {
			const canvas = Object.assign(document.createElement('canvas'), {
				width: across,
				height: down
			});
			canvas.getContext('2d')?.fillRect(0, 0, across / 2, down);
			return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
		},
		[width, height] as const
	);
	return placedJpeg(Buffer.from(drawn, 'base64'));
}
const prompt = () => browser.page.getByText('Show your working.').waitFor();
/** Of the picture that is looked at. */
const sizeOf = (page: Chromium['page']) =>
	page
		.getByRole('dialog')
		.locator('img')
		.evaluate(async (image: HTMLImageElement) => {
			await image.decode();
			return [image.naturalWidth, image.naturalHeight];
		});
const pages = () => browser.page.getByRole('group', { name: 'Files' }).getByRole('listitem');
const choose = (...files: ReturnType<typeof file>[]) =>
	browser.page.getByLabel('Choose files').setInputFiles(files);
const settled = (count: () => Promise<number>) => expect.poll(count, { timeout: 60_000 });
const removed = () => browser.page.getByText(/^Page \d removed\.$/);

test('offline, photographs become pages that are saved on this device, in the order the student gives them', async () => {
	const { page, context } = browser;
	await student.signIn(page, stack.origin, EMAIL);
	await student.waitReadyOffline(page, TITLE);
	await student.openCheck(page, TITLE);
	await context.setOffline(true);
	await student.startExam(page, startCode);
	await prompt();
	const taken = file('one.jpg', await photograph(3000, 400), 'image/jpeg');
	expect(taken.buffer.toString('latin1')).toContain(PLACE);
	await page.getByLabel('Take a photo').setInputFiles(taken);
	await pages().filter({ hasText: 'Saved on this device' }).waitFor();
	await choose(file('two.png', png(50, 40)), file('three.png', png(60, 40, { shade: 90 })));
	await settled(() => pages().count()).toBe(3);
	// As many as the question takes: no more are offered.
	expect(await page.getByLabel('Choose files').count()).toBe(0);
	await page.getByRole('button', { name: 'Page 3 one place earlier' }).click();
	await page.getByText('Page 3 is now page 2 of 3.').waitFor({ state: 'attached' });
	expect(await pages().nth(1).textContent()).toContain('three.jpg');
	await page.getByRole('button', { name: 'Remove page 3' }).click();
	await removed().waitFor({ state: 'attached' });
	await student.waitSaved(page);
});

test('a photograph is upright, and no larger than can be read', async () => {
	const { page } = browser;
	await page.getByRole('button', { name: 'Look at page 1' }).click();
	expect(await sizeOf(page)).toEqual([341, 2560]);
	await page.keyboard.press('Escape');
});

test('attack: a page of HTML that is called a picture is not added, and the sentence says so', async () => {
	await choose(file('page.png', html));
	await browser.page.getByText('page.png is not a kind of file that this question takes').waitFor();
	expect(await pages().count()).toBe(2);
});

test('after a reload in the middle everything is there', async () => {
	const { page } = browser;
	await page.reload();
	await student.questionHeading(page).waitFor();
	await settled(() => pages().count()).toBe(2);
	await settled(() => pages().locator('img').count()).toBe(2);
	expect(await pages().filter({ hasText: 'Saved on this device' }).count()).toBe(2);
	expect(await findings(page, prompt)).toEqual([]);
	await page.reload();
	await student.questionHeading(page).waitFor();
});

test('handed in without a network the files wait, and are received when there is one, from another page, without the place they were taken at', async () => {
	const { page, context } = browser;
	await student.handIn(page);
	const left = page.getByRole('region', { name: 'Files' }).getByRole('listitem');
	await settled(() => left.filter({ hasText: 'Saved on this device' }).count()).toBe(2);
	const mayClose = page.getByText('You can close this window.');
	await context.route('**/files/*/parts**', (route) => route.abort());
	await context.setOffline(false);
	await page.getByText('Not all of your files have').waitFor({ timeout: 60_000 });
	expect(await mayClose.count()).toBe(0);
	await page.goto(`${stack.origin}/exams`);
	await context.unroute('**/files/*/parts**');
	await page.goto(`${stack.origin}/exams`);
	const client = await signedIn(stack.origin, EMAIL);
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const attempt = attempts.find((one) => one.sitting === sitting)?.id ?? '';
	await page.goto(`${stack.origin}/exams/${attempt}/done`);
	await settled(() => left.filter({ hasText: 'Received' }).count()).toBe(2);
	await mayClose.waitFor();

	const { files } = fileList.parse((await teacher.ask('GET', `/attempts/${attempt}/files`)).body);
	expect(files.map(({ contentType }) => contentType)).toEqual(['image/jpeg', 'image/jpeg']);
	for (const { hash } of files) {
		const { body } = await teacher.ask('GET', `/attempts/${attempt}/files/${hash}`);
		expect(String(body)).toContain('JFIF');
		expect(String(body)).not.toMatch(/Exif|12\.0464S/);
	}

	const bundle = (await teacher.ask('GET', `/attempts/${attempt}/bundle`)).body;
	const { keys } = edgeKeys.parse((await teacher.ask('GET', '/keys')).body);
	const { claims } = await verifyBundle(bundle, { trusted: keys });
	expect(claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(claims.find(({ id }) => id === 'files_received')).toMatchObject({
		status: 'pass',
		detail: { named: 2, missing: 0 }
	});
});

test('the teacher sees the pages, as large as they have to be, and the record is unbroken', async () => {
	const desk = createProfile();
	const { page, context, close } = await launchChromium(desk);
	const watched = await watchPage(context, stack.origin);
	await openConsole(page, stack.origin);
	await openSitting(page, stack.origin, TITLE);
	await openAttempt(page, /./);
	const looks = page.getByRole('button', { name: /^Look at page/ });
	await settled(() => looks.count()).toBe(2);
	await looks.first().click();
	await page.getByRole('button', { name: 'Zoom in' }).click();
	await page.getByText('150%').waitFor();
	expect(await sizeOf(page)).toEqual([341, 2560]);
	await page.keyboard.press('Escape');
	await openTab(page, 'Record');
	await page.getByRole('status').filter({ hasText: 'Unbroken' }).waitFor();
	await page.getByText('Files have arrived').waitFor({ state: 'attached' });
	expect(watched).toEqual({ violations: [], foreign: [], errors: [] });
	await close();
	deleteProfile(desk);
});

test('the pages asked nobody else for anything and broke no rule of their own', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
