/** Somebody leaves the picture: two small pictures of it are kept, brought later from another page, and shown when asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptList } from '#sync/schema/api.ts';
import { stillList } from '#sync/schema/stills.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { findings } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import { openAttempt, openConsole, openSitting, openTab } from '../support/teacher.ts';
import { scheduleUploads } from '../support/upload-exam.ts';

const TITLE = 'Watched';
const EMAIL = 'student1@demo.test';
const patience = { timeout: 90_000, interval: 500 };
const profiles = [createProfile(), createProfile()] as const;
let stack: Stack;
let desk: Chromium;
let office: Chromium;
let teacher: EdgeClient;
let sitting: string;
let attempt: string;
let name: string;

beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	({ id: sitting } = await scheduleUploads(teacher, TITLE, [EMAIL]));
	desk = await launchChromium(profiles[0], {
		devices: { camera: await leavingFaceClip(), microphone: quietClip() }
	});
	office = await launchChromium(profiles[1]);
	const own = await signedIn(stack.origin, EMAIL);
	const { attempts } = attemptList.parse((await own.ask('GET', '/attempts')).body);
	attempt = attempts.find((one) => one.sitting === sitting)?.id ?? '';
	const { body } = await own.ask('GET', '/auth/session');
	name = (body as { person: { name: string } }).person.name;
});
afterAll(async () => {
	await Promise.all([desk, office].map((browser) => browser?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const arrived = async () =>
	stillList.parse((await teacher.ask('GET', `/attempts/${attempt}/stills`)).body).stills.length;
/** On the device, whoever looks into its storage. */
const kept = () =>
	desk.page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('invigil-stills');
				opening.onerror = () => reject(opening.error ?? new Error('not opened'));
				opening.onsuccess = () => {
					const db = opening.result;
					const counting = db.transaction('stills').objectStore('stills').count();
					counting.onsuccess = () => {
						db.close();
						resolve(counting.result);
					};
				};
			})
	);
const pictures = () => office.page.getByRole('region', { name: 'Pictures' });
const showButtons = () => pictures().getByRole('button', { name: /^Show picture: / });

test('the notice says what leaves the device, for how long and who sees it; without a way out, pictures wait', async () => {
	const { page, context } = desk;
	await student.signIn(page, stack.origin, EMAIL);
	await student.waitReadyOffline(page, TITLE);
	await student.openCheck(page, TITLE);
	await page.getByText('up to two small pictures of that moment').waitFor();
	await page.getByText('Pictures are deleted 90 days after the exam closes').waitFor();
	await context.route('**/stills/*/parts**', (route) => route.abort());
	await student.startExam(page);
	await expect.poll(kept, patience).toBeGreaterThan(0);
	expect(await arrived()).toBe(0);
});

test('the console names what has not arrived, and asks for nothing', async () => {
	const { page } = office;
	await openConsole(page, stack.origin);
	await openSitting(page, stack.origin, TITLE);
	await openAttempt(page, name);
	await openTab(page, 'Timeline');
	await pictures().getByText('Not arrived yet').first().waitFor();
	expect(await showButtons().count()).toBe(0);
});

test('handed in, they come from another page of the student’s, and leave the device', async () => {
	const { page, context } = desk;
	await student.handIn(page);
	const waiting = await kept();
	await context.unroute('**/stills/*/parts**');
	await page.goto(`${stack.origin}/exams`);
	await expect.poll(arrived, patience).toBe(waiting);
	await expect.poll(kept, patience).toBe(0);
});

test('the staff is shown one when they press for it, 320 wide, and not before', async () => {
	const { page } = office;
	const asked: string[] = [];
	page.on('request', (request) => {
		if (/\/stills\/[0-9a-f]{64}/.test(request.url())) asked.push(request.url());
	});
	await page.reload();
	await openTab(page, 'Timeline');
	await showButtons().first().waitFor();
	await page.getByRole('tab', { name: 'Responses' }).click();
	await openTab(page, 'Timeline');
	expect([asked, await pictures().locator('img').count()]).toEqual([[], 0]);
	await showButtons().first().click();
	const image = pictures().locator('img');
	await image.waitFor();
	expect(await image.getAttribute('alt')).toMatch(/^What the camera showed: /);
	expect(
		await image.evaluate(async (one: HTMLImageElement) => {
			await one.decode();
			return one.naturalWidth;
		})
	).toBe(320);
	expect(asked).toHaveLength(1);
	await pictures()
		.getByRole('button', { name: /^Hide picture: / })
		.click();
	await image.waitFor({ state: 'detached' });
});

test('in the table it stands beside what was noted; the pages are sound', async () => {
	const { page } = office;
	await page.getByRole('button', { name: 'Show as table' }).click();
	const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: /^Show/ }) });
	await row.first().getByRole('button', { name: /^Show/ }).first().click();
	await page.getByRole('table').locator('img').first().waitFor();
	const ready = async () => {
		await page.getByRole('tab').nth(1).click();
		const first = page.locator('section[aria-labelledby=stills] button').first();
		await first.click();
		await page.locator('section[aria-labelledby=stills] img').first().waitFor();
	};
	expect(await findings(page, ready)).toEqual([]);
});
