/** Late and doubtful work at the console: from the list of sittings to a decision, and to the student who reads it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { heldList } from '#sync/schema/held.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn } from '../support/edge-client.ts';
import { until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { bringFork, bringLate } from '../support/held-work.ts';
import { findings, findingsNow } from '../support/looks.ts';
import { ESSAY, makeSitting, type MarkedSitting } from '../support/marked-sitting.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { signIn } from '../support/student.ts';
import { openConsole } from '../support/teacher.ts';

const profiles = [createProfile(), createProfile()] as const;
const choice = (option: string) =>
	({ item: 'item-1', value: { type: 'single_choice', choice: option } }) as const;
const essay = (text: string) => ({ item: ESSAY, value: { type: 'essay', text } }) as const;
let stack: EdgeStack;
let made: MarkedSitting;
let late: string;
const browsers: Chromium[] = [];
let seen: Watched[];
let office: Page;
let pocket: Page;

beforeAll(async () => {
	stack = await startEdge();
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	made = await makeSitting(teacher, ['student1@demo.test', 'student2@demo.test']);
	const { sitting } = made;
	const device = await bringLate(stack, 'student1@demo.test', sitting, [
		choice('a'),
		essay('The rain came late that year, and the rivers stayed low.'),
		choice('b'),
		essay('The rain came late that year, and so the rivers stayed low until the autumn.')
	]);
	late = device.papers.attempt.id;
	await bringFork(stack, 'student2@demo.test', sitting, {
		shared: [essay('Both have this.')],
		first: [choice('a')],
		second: [choice('b')]
	});
	const queue = async () =>
		heldList.parse((await teacher.ask('GET', `/sittings/${sitting}/held`)).body);
	await until(async () => (await queue()).waiting === 2, 30_000);
	for (const profile of profiles) browsers.push(await launchChromium(profile));
	seen = await Promise.all(browsers.map(({ context }) => watchPage(context, stack.origin)));
	const [a, b] = browsers.map(({ page }) => page);
	if (!a || !b) throw new Error('A browser did not start.');
	[office, pocket] = [a, b];
	await openConsole(office, stack.origin);
	await pocket.setViewportSize({ width: 390, height: 844 });
	await signIn(pocket, stack.origin, 'student1@demo.test');
	await pocket.waitForURL(/\/exams/);
});
afterAll(async () => {
	await Promise.all(browsers.map((browser) => browser.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const names = async (page: Page) =>
	(await page.getByRole('main').locator('li a[href*="/held/"]').allTextContents()).map((text) =>
		text.trim()
	);
const compared = (page: Page, text: string) =>
	page.getByRole('status').filter({ hasText: text }).waitFor();
async function say(page: Page, dialog: string, because: string) {
	const open = page.getByRole('dialog', { name: dialog });
	await open.getByRole('textbox', { name: 'Reason' }).fill(because);
	expect(await findingsNow(page)).toEqual([]);
	await open.getByRole('button', { name: dialog.split(' ')[0] ?? '' }).click();
	await open.waitFor({ state: 'hidden' });
}

test('the student reads that the work waits, and why', async () => {
	await pocket.goto(`${stack.origin}/exams/${late}/results`);
	await pocket.getByText('Your work is here and waits for a person').waitFor();
	await pocket.getByText('Came after the deadline').waitFor();
	expect(await findings(pocket, () => pocket.getByRole('status').first().waitFor())).toEqual([]);
	await pocket.setViewportSize({ width: 390, height: 844 });
});

test('from the list of sittings the number leads to the queue', async () => {
	await office.getByRole('link', { name: '2 attempts wait for your decision' }).click();
	await office.getByRole('heading', { name: 'Held work', level: 1 }).waitFor();
	await office.getByRole('heading', { name: 'To decide 2' }).waitFor();
	expect(await names(office)).toHaveLength(2);
	expect(
		await findings(office, () => office.getByRole('heading', { level: 2 }).first().waitFor())
	).toEqual([]);
});

test('what is late is shown with its numbers and both answers, and a part of it is accepted with a reason', async () => {
	await office.goto(`${stack.origin}/console/sittings/${made.sitting}/held/${late}`);
	await office.getByText('Came after the deadline').waitFor();
	await office.getByText('Last work received').waitFor();
	await compared(office, 'Every answer is the same either way.');
	expect(
		await findings(office, () =>
			office.getByRole('heading', { level: 3 }).or(office.getByRole('radio')).first().waitFor()
		)
	).toEqual([]);
	await office.reload();
	await office.getByRole('radio', { name: /^Up to an entry that you choose/ }).check();
	await office.getByRole('textbox', { name: 'Entries of device 1' }).fill('3');
	await compared(office, '2 answers differ');
	expect(await findingsNow(office)).toEqual([]);
	await office.getByRole('button', { name: 'Accept in part' }).click();
	await say(office, 'Accept in part', 'The rest was written after the others had talked');
	await office.getByRole('heading', { name: 'What was decided' }).waitFor();
	await office.getByText('The rest was written after the others had talked').waitFor();
});

test('the student reads what was decided, and why', async () => {
	await pocket.reload();
	await pocket.getByText('A part of your work was accepted').waitFor();
	await pocket.getByText('The rest was written after the others had talked').waitFor();
	expect(await findingsNow(pocket)).toEqual([]);
});

test('of two versions one is chosen; it is not offered to accept both', async () => {
	await office.goto(`${stack.origin}/console/sittings/${made.sitting}/held`);
	await office.getByRole('heading', { name: 'To decide 1' }).waitFor();
	await office.getByRole('main').locator('li a[href*="/held/"]').first().click();
	await office.getByText('The device sent two versions').waitFor();
	expect(await office.getByRole('button', { name: 'Accept all that came' }).count()).toBe(0);
	await office.getByRole('radio', { name: /^The other version/ }).check();
	await compared(office, '1 answer differs');
	await office.getByRole('button', { name: 'Accept in part' }).click();
	await say(office, 'Accept in part', 'The laptop was the device that was handed out');
	await office.getByText('The laptop was the device that was handed out').waitFor();
	await office.goto(`${stack.origin}/console/sittings/${made.sitting}/held`);
	await office.getByRole('heading', { name: 'Decided 2' }).waitFor();
});

test('nothing was refused by the content security policy, and nothing threw', () => {
	expect(
		seen.flatMap(({ violations, foreign, errors }) => [violations, foreign, errors].flat())
	).toEqual([]);
});
