/** What a student does is in the teacher's open page within two seconds, without a reload. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerItem } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { apiClient } from '../support/http.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';

const PROMISE_MS = 2000;
const title = 'Reading the world in numbers';
const profiles = [createProfile(), createProfile()] as const;
let stack: Stack;
let desk: Chromium;
let office: Chromium;
let name: string;

beforeAll(async () => {
	stack = await startStack();
	desk = await launchChromium(profiles[0], { devices: {} });
	office = await launchChromium(profiles[1]);
	await student.signIn(desk.page, stack.origin, 'student1@demo.test');
	await student.waitReadyOffline(desk.page, title);
	await teacher.openConsole(office.page, stack.origin);
	await teacher.openSitting(office.page, stack.origin, title);
	name = (await apiClient(stack.origin, 'student1@demo.test')).person.name;
	// A reload would lose it.
	await office.page.evaluate(() => Object.assign(window, { neverReloaded: true }));
});
afterAll(async () => {
	await Promise.all([desk, office].map((browser) => browser?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const inRow = (text: string | RegExp) =>
	teacher.studentRow(office.page, name).filter({ hasText: text });
const appears = (text: string | RegExp) => inRow(text).waitFor({ timeout: PROMISE_MS });

/** Resolves when the row reads other than it did before `act`. */
async function changes(column: string, act: () => Promise<unknown>): Promise<void> {
	const before = await teacher.cell(office.page, name, column);
	await act();
	await expect
		.poll(() => teacher.cell(office.page, name, column), { timeout: PROMISE_MS, interval: 50 })
		.not.toBe(before);
}

test('the start', async () => {
	await student.openCheck(desk.page, title);
	await student.startExam(desk.page);
	await appears(/In progress/i);
});

test('an answer, once it is received', async () => {
	await answerItem(desk.page);
	await appears(/All here|Received|Up to date/i);
});

test('an observation', async () => {
	await changes('Observations', async () => {
		await desk.page.getByRole('heading', { level: 1 }).first().click({ clickCount: 3 });
		await desk.page.keyboard.press('Control+A');
		await desk.page.keyboard.press('Control+C');
	});
});

test('the hand-in', async () => {
	await student.handIn(desk.page);
	await appears(/Submitted|Handed in|Accepted/i);
	expect(await office.page.evaluate(() => 'neverReloaded' in window)).toBe(true);
});

test('going from tab to tab of an attempt adds nothing to the history and does not scroll; the end of an address chooses the tab', async () => {
	const { page } = office;
	await teacher.openAttempt(page, name);
	await page.getByRole('article', { name: 'Question 20', exact: true }).waitFor();
	const standing = () => page.evaluate(() => ({ steps: history.length, y: scrollY }));
	const before = await standing();
	for (const tab of ['Timeline', 'Record', 'Responses'] as const) await teacher.openTab(page, tab);
	expect(await standing()).toEqual(before);
	await page.evaluate(() => (location.hash = '#record'));
	await page.getByRole('tab', { name: 'Record', selected: true }).waitFor();
	expect((await standing()).y).toBe(before.y);
});

test('an address of the console, opened signed out, is where one lands after signing in', async () => {
	const { page } = office;
	await teacher.openSitting(page, stack.origin, title);
	const asked = page.url();
	await page.getByRole('button', { name: 'Account' }).click();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.getByRole('button', { name: 'Sign in' }).waitFor();
	await page.goto(asked);
	await page.getByRole('textbox', { name: 'Email' }).fill('teacher@demo.test');
	await page.getByLabel('Password', { exact: true }).fill(student.PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await teacher.studentsTable(page).waitFor();
	expect(page.url()).toBe(asked);
});
