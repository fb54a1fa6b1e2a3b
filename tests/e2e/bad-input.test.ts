/** What goes wrong before and during an exam: a clear sentence each time, and nothing lost. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { answerItem } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { inDatabase } from '../support/database.ts';
import { countRecords, damageNewest } from '../support/device.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';

const title = 'Reading the world in numbers';
let stack: Stack;
let startCode: string;
let profile: string;
let browser: Chromium;

beforeAll(async () => {
	stack = await startStack();
	startCode = /\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b/.exec(stack.output())?.[0] ?? '';
});
afterAll(() => stack.dispose());
beforeEach(() => {
	profile = createProfile();
});
afterEach(async () => {
	await browser?.close();
	deleteProfile(profile);
});

const alert = (page: Page, text: RegExp) => page.getByRole('alert').filter({ hasText: text });

async function signedIn(email: string, options = {}): Promise<Page> {
	browser = await launchChromium(profile, { devices: {}, ...options });
	await student.signIn(browser.page, stack.origin, email);
	return browser.page;
}

async function ready(email: string, options = {}): Promise<Page> {
	const page = await signedIn(email, options);
	await student.waitReadyOffline(page, title);
	return page;
}

test('a wrong password: an alert, and the address is still there', async () => {
	browser = await launchChromium(profile);
	const { page } = browser;
	await student.signIn(page, stack.origin, 'student1@demo.test', 'not the password');
	await alert(page, /do not match/).waitFor();
	expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe(
		'student1@demo.test'
	);
	expect(new URL(page.url()).pathname).toBe('/');
});

describe('before the start', () => {
	test('an exam that is not open yet cannot be started, even with the code', async () => {
		await inDatabase(stack, (query) =>
			query(
				`update sittings set opens_at = opens_at + interval '1 day', closes_at = closes_at + interval '1 day'`
			)
		);
		const page = await ready('student3@demo.test');
		await student.openCheck(page, title);
		await page
			.getByText(/opens in/i)
			.first()
			.waitFor();
		expect(await page.getByRole('button', { name: 'Start exam' }).isEnabled()).toBe(false);
		await inDatabase(stack, (query) =>
			query(
				`update sittings set opens_at = opens_at - interval '1 day', closes_at = closes_at - interval '1 day'`
			)
		);
	});

	test('a blob that arrives changed is not taken: not ready offline until it is right', async () => {
		const page = await (async () => {
			browser = await launchChromium(profile, { devices: {} });
			await browser.context.route('**/blobs/*', async (route) => {
				const answer = await route.fetch();
				const body = await answer.body();
				body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
				await route.fulfill({ response: answer, body });
			});
			await student.signIn(browser.page, stack.origin, 'student3@demo.test');
			return browser.page;
		})();
		const card = student.examCard(page, title);
		await card
			.getByRole('status')
			.filter({ hasText: /stopped|Not on this device/ })
			.waitFor();
		await browser.context.unroute('**/blobs/*');
		await page.reload();
		await student.waitReadyOffline(page, title);
	});

	test('a form that rotted on the device is not opened, and says so', async () => {
		const page = await ready('student3@demo.test');
		await damageNewest(page, 'blobs');
		await stack.stop();
		await student.openCheck(page, title);
		await student.startExam(page, startCode).catch(() => undefined);
		await page
			.getByText(/damaged or not the one|Still missing/)
			.first()
			.waitFor();
		expect(await student.questionHeading(page).count()).toBe(0);
		await stack.start();
	});

	test('wrong start codes: each is named as wrong, soon there is a wait, and the right one still works', async () => {
		const page = await ready('student3@demo.test');
		await stack.stop();
		await page.reload();
		await student.openCheck(page, title);
		await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
		const code = page.getByRole('textbox', { name: 'Start code' });
		const start = page.getByRole('button', { name: 'Start exam' });
		const wait = page.getByText(/Wait .* before the next try/);
		let tries = 0;
		while (tries < 12 && !(await wait.first().isVisible())) {
			await code.fill(`00000-0000${tries % 10}`);
			await start.click();
			tries++;
			await page
				.getByText(/That is not the code|Wait .* before/)
				.first()
				.waitFor();
		}
		expect(tries).toBeGreaterThan(1);
		expect(tries).toBeLessThan(12);
		// A reload is no way around it.
		await page.reload();
		await wait.first().waitFor();
		await wait.first().waitFor({ state: 'hidden', timeout: 120_000 });
		await student.startExam(page, startCode);
		expect((await student.position(page)).number).toBe(1);
		await stack.start();
	});
});

describe('during the exam', () => {
	test('a second tab says that the first one is writing, and the first one writes on', async () => {
		const page = await ready('student1@demo.test');
		await student.openCheck(page, title);
		await student.startExam(page);
		await answerItem(page);
		const second = await browser.context.newPage();
		await second.goto(page.url());
		await second
			.getByText(/another (tab|window)|other tab/i)
			.first()
			.waitFor();
		expect(await second.getByRole('button', { name: 'Next' }).count()).toBe(0);
		await second.close();
		await student.goToNext(page);
		await answerItem(page);
		await page.reload();
		await student.questionHeading(page).waitFor();
		expect((await student.position(page)).number).toBe(2);
	});

	test('a damaged record in the store: said, kept aside, and the exam goes on with the answers', async () => {
		const page = await ready('student2@demo.test');
		await student.openCheck(page, title);
		await student.startExam(page);
		await answerItem(page);
		await student.goToNext(page);
		await answerItem(page);
		await page.getByRole('status').filter({ hasText: 'Received' }).first().waitFor();
		await page.goto('about:blank');
		await page.goto(`${stack.origin}/exams`);
		const before = await damageNewest(page, 'segments');
		expect(before).toBeGreaterThan(2);
		// Away and back by address: a step back in the history may still be under way when the next one starts.
		await page.goto('about:blank');
		await page.goto(`${stack.origin}/exams`);
		await student.examCard(page, title).getByRole('link').first().click();
		await student.questionHeading(page).waitFor({ timeout: 30_000 });
		// What the edge had was fetched again; what was damaged is kept, not thrown away.
		expect(await countRecords(page, 'damaged')).toBeGreaterThan(0);
		await answerItem(page);
		await student.handIn(page);
		await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 30_000 });
	});
});
