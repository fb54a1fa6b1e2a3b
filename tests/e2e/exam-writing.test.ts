/** From a bank of items to an exam in a student's list: two teachers write it at once, one publishes and schedules it. */
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '#sync/schema/administration.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { authored } from '#sync/testing/every-item.ts';
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
import { examCard, signIn } from '../support/student.ts';

const profiles = [createProfile(), createProfile(), createProfile()] as const;
const types = ['single_choice', 'essay', 'numeric', 'gap_text'] as const;
const names = ['Largest planet', 'Seasons', 'Boiling point', 'Gaps to fill'];
let stack: Stack;
let one: Chromium;
let two: Chromium;
let page: Page;
let colleague: Page;
let seen: Watched;

beforeAll(async () => {
	stack = await startStack();
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const found = people.parse((await admin.ask('GET', '/admin/users?search=proctor')).body);
	await admin.ask('PUT', `/admin/users/${found.people[0]?.id}/roles`, {
		body: { roles: ['proctor', 'teacher'] }
	});
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const items = types.map((type, at) => ({ ...authored(type), name: names[at] ?? type }));
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: true, skipKnown: false, from: 'test' }
	});
	expect(bankAdded.parse(added.body).added).toBe(names.length);
	[one, two] = await Promise.all([launchChromium(profiles[0]), launchChromium(profiles[1])]);
	({ page } = one);
	colleague = two.page;
	seen = await watchPage(one.context, stack.origin);
	await signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
});
afterAll(async () => {
	await Promise.all([one, two].map((each) => each?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const button = (at: Page, name: string | RegExp) => at.getByRole('button', { name, exact: true });
const heading = (at: Page, name: string) => at.getByRole('heading', { level: 1, name }).waitFor();
const tab = (at: Page, name: string) => at.getByRole('tab', { name, exact: true }).click();
const item = (at: Page, name: string) => button(at, name);
const toast = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();
/** In every look, and then as it was. */
async function looksRight(there: Locator) {
	const ready = () => there.waitFor();
	expect(await findings(page, ready)).toEqual([]);
	await page.reload();
	await ready();
}
const written = (at: Page) => at.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const order = (at: Page) =>
	at
		.getByRole('main')
		.locator('button[aria-expanded]')
		.allInnerTexts()
		.then((all) => all.map((name) => name.trim()));

test('an exam begins empty, and takes the items that were picked from the bank', async () => {
	await page.getByRole('link', { name: 'Exams', exact: true }).click();
	await button(page, 'New exam').click();
	await button(page, 'Create exam').click();
	await page.getByText('Enter a title.').waitFor();
	await page.getByRole('textbox', { name: 'Title' }).fill('Sky and sea');
	await button(page, 'Create exam').click();
	await heading(page, 'Sky and sea');
	await button(page, 'Add questions').click();
	const dialog = page.getByRole('dialog', { name: 'Add questions from the bank' });
	for (const name of names) await dialog.getByRole('checkbox', { name }).check();
	await dialog.getByRole('button', { name: 'Add chosen (4)' }).click();
	await toast('Questions added: 4');
	await item(page, 'Gaps to fill').waitFor();
	expect(await order(page)).toEqual(names);
	await item(page, 'Seasons').click();
	await page.getByRole('textbox', { name: 'Question' }).waitFor();
	await page.waitForURL(/item=/);
	await looksRight(page.getByRole('main').getByRole('heading', { level: 3 }).first());
	await item(page, 'Seasons').click();
});

test('a colleague it is shared with writes in it at the same time, and each sees the other', async () => {
	await heading(page, 'Sky and sea');
	await tab(page, 'Colleagues');
	await page.getByRole('textbox', { name: 'Colleague’s email' }).fill('nobody@demo.test');
	await button(page, 'Share exam').click();
	await page.getByRole('alert').filter({ hasText: 'No teacher of your institution' }).waitFor();
	await page.getByRole('textbox', { name: 'Colleague’s email' }).fill('proctor@demo.test');
	await button(page, 'Share exam').click();
	await looksRight(page.getByRole('main').locator('ul [role=group]'));
	await tab(page, 'Write');
	await written(page);

	await signIn(colleague, stack.origin, 'proctor@demo.test');
	await colleague.waitForURL(/\/console$/);
	await colleague.getByRole('link', { name: 'Exams', exact: true }).click();
	await colleague.getByRole('link', { name: 'Sky and sea' }).click();
	await heading(colleague, 'Sky and sea');
	await page.getByRole('list', { name: 'Also here' }).getByText('Demo Proctor').waitFor();

	await item(page, 'Seasons').click();
	await item(colleague, 'Seasons').click();
	await page.getByRole('list', { name: 'Writing at Seasons' }).getByText('Demo Proctor').waitFor();
	const mine = page.getByRole('textbox', { name: 'Question' });
	const theirs = colleague.getByRole('textbox', { name: 'Question' });
	await mine.fill('Why are there seasons?');
	await expect.poll(() => theirs.inputValue()).toBe('Why are there seasons?');
	await theirs.press('ControlOrMeta+End');
	// Where the other one's caret stands, with the name at it.
	await page.getByRole('main').locator('.flag').getByText('Demo Proctor').waitFor();
	await mine.press('ControlOrMeta+Home');
	await Promise.all([
		theirs.pressSequentially(' Draw the orbit.', { delay: 15 }),
		mine.pressSequentially('In your words: ', { delay: 15 })
	]);
	const both = 'In your words: Why are there seasons? Draw the orbit.';
	for (const question of [mine, theirs]) await expect.poll(() => question.inputValue()).toBe(both);
	// The picture of it follows.
	await page.getByRole('main').locator('.rich').getByText(both).first().waitFor();

	await colleague.getByRole('textbox', { name: 'Points for Boiling point' }).fill('7');
	const points = page.getByRole('textbox', { name: 'Points for Boiling point' });
	await expect.poll(() => points.inputValue()).toBe('7');
});

test('items are moved with the keyboard, and undoing takes back one’s own step only', async () => {
	await page.getByRole('button', { name: 'Move Gaps to fill up' }).focus();
	await page.keyboard.press('Enter');
	await page.getByText('Gaps to fill: now number 3').waitFor();
	const focused = page.getByRole('button', { name: 'Move Gaps to fill up' });
	await expect.poll(() => focused.evaluate((each) => each === document.activeElement)).toBe(true);
	const moved = ['Largest planet', 'Seasons', 'Gaps to fill', 'Boiling point'];
	await expect.poll(() => order(colleague)).toEqual(moved);
	await colleague.getByRole('button', { name: 'Remove Largest planet' }).click();
	await expect.poll(() => order(page)).toEqual(moved.slice(1));
	await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
	await expect.poll(() => order(page)).toEqual(['Seasons', 'Boiling point', 'Gaps to fill']);
	await colleague.keyboard.press('ControlOrMeta+z');
	await expect.poll(() => order(page)).toEqual(names);
});

test('with the server gone both go on writing, what a closed page wrote is kept, and both have everything when it is back', async () => {
	await stack.stop();
	for (const at of [page, colleague])
		await at.getByRole('status').filter({ hasText: 'Working offline; your changes' }).waitFor();
	await page.getByRole('button', { name: 'Move Gaps to fill up' }).click();
	await colleague.getByRole('textbox', { name: 'Points for Gaps to fill' }).fill('8');
	await page.getByRole('status').filter({ hasText: 'No network: kept on this device' }).waitFor();
	const { pathname, search } = new URL(page.url());
	await page.goto('about:blank');
	await stack.start();
	await page.goto(`${stack.origin}${pathname}${search}`);
	await heading(page, 'Sky and sea');
	await page.getByText('Changes you made without contact were kept').first().waitFor();
	for (const at of [page, colleague]) {
		await at.getByText('Working offline; your changes').waitFor({ state: 'detached' });
		await expect
			.poll(() => order(at), { timeout: 15_000 })
			.toEqual(['Largest planet', 'Seasons', 'Gaps to fill', 'Boiling point']);
		const points = at.getByRole('textbox', { name: 'Points for Gaps to fill' });
		await expect.poll(() => points.inputValue(), { timeout: 15_000 }).toBe('8');
	}
	for (const at of [page, colleague]) await written(at);
});

test('a question that another removes while one writes in it without a network is brought back with those words', async () => {
	const gaps = 'Gaps to fill';
	await item(page, gaps).click();
	const mine = page.getByRole('textbox', { name: 'Question' });
	// Until then the field is the one of the question before.
	await expect.poll(() => mine.inputValue()).toContain('[[');
	const before = await mine.inputValue();
	await one.context.setOffline(true);
	await mine.press('ControlOrMeta+End');
	await mine.pressSequentially(' One word each.');
	await page.getByRole('status').filter({ hasText: 'No network: kept on this device' }).waitFor();
	await colleague.getByRole('button', { name: `Remove ${gaps}` }).click();
	await written(colleague);
	await one.context.setOffline(false);
	const told = page.getByRole('alert').filter({
		hasText: `Demo Proctor removed a question you were writing in: ${gaps}`
	});
	await told.waitFor({ timeout: 60_000 });
	// Opened anew, the page has it by its address.
	const back = button(page, 'Bring it back');
	await looksRight(page.getByRole('main').getByRole('alert').first());
	await back.click();
	await back.waitFor({ state: 'detached' });
	await expect.poll(() => mine.inputValue()).toBe(`${before} One word each.`);
	await item(colleague, gaps).click();
	const theirs = colleague.getByRole('textbox', { name: 'Question' });
	await expect.poll(() => theirs.inputValue()).toBe(`${before} One word each.`);
	await theirs.fill(before);
	for (const at of [page, colleague]) await item(at, 'Seasons').click();
	for (const at of [page, colleague]) await written(at);
});

test('what would go wrong is said, told apart by what stops, and leads to the item', async () => {
	await button(page, 'Add section').click();
	await page.getByRole('textbox', { name: 'Points for Seasons' }).fill('0');
	await tab(page, 'Check and publish');
	const stops = page.getByRole('region', { name: 'To be put right before publishing' });
	await stops.getByText('The section is empty. Add questions, or remove it.').waitFor();
	expect(await button(page, 'Publish').isDisabled()).toBe(true);
	await looksRight(page.getByRole('main').getByRole('region').first());
	await stops.waitFor();
	const others = page.getByRole('region', { name: 'Worth a look' });
	await others.getByText('It gives no points.').waitFor();
	await others.getByRole('link', { name: 'Seasons' }).click();
	await page.getByRole('textbox', { name: 'Question' }).waitFor();
	await page.getByRole('textbox', { name: 'Points for Seasons' }).fill('5');
	await page.getByRole('button', { name: 'Remove Section 2 with its questions' }).click();
});

test('a named version is brought back for everybody', async () => {
	await tab(page, 'Versions');
	await page.getByRole('textbox', { name: 'Name of the version' }).fill('Before the review');
	await button(page, 'Save version').click();
	await toast('Version saved: Before the review');
	await looksRight(page.getByRole('main').locator('ol li'));
	await colleague.getByRole('textbox', { name: 'Title', exact: true }).fill('Spoiled');
	await heading(page, 'Spoiled');
	await page.getByRole('button', { name: 'Bring back Before the review' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Bring back' }).click();
	await toast('Back again: Before the review');
	for (const at of [page, colleague]) await heading(at, 'Sky and sea');
	await page
		.getByRole('button', { name: 'Bring back Before “Before the review” came back' })
		.waitFor();
	const question = colleague.getByRole('textbox', { name: 'Question' });
	await question.fill('Why are there seasons? In one page.');
	await tab(page, 'Write');
	await expect
		.poll(() => page.getByRole('main').locator('.rich').allInnerTexts())
		.toContain('Why are there seasons? In one page.');
});

test('a right that is taken away ends the writing at once', async () => {
	await tab(page, 'Colleagues');
	const theirs = page.getByRole('group', { name: 'Demo Proctor' });
	await theirs
		.getByRole('checkbox', { name: 'Write it, schedule it and release its results' })
		.uncheck();
	await colleague.getByText('You can now only read this exam').waitFor();
	expect(await colleague.getByRole('button', { name: 'Add questions' }).count()).toBe(0);
	await colleague.getByRole('textbox', { name: 'Question' }).waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Stop sharing Demo Proctor' }).click();
	await page.getByText('Nobody yet.').waitFor();
	await colleague.getByRole('alert').waitFor();
});

test('published once, then scheduled; the student sees it, and unknown addresses are named', async () => {
	await tab(page, 'Schedule');
	await page.getByText('Publish the exam first').waitFor();
	await tab(page, 'Check and publish');
	await button(page, 'Publish').click();
	await page.getByRole('status').filter({ hasText: 'The exam is published' }).waitFor();
	await page.getByText('Nothing has changed since it was published').waitFor();
	expect(await button(page, 'Publish again').isDisabled()).toBe(true);
	await page.reload();
	await page.getByText('Nothing has changed since it was published').waitFor();
	expect(await button(page, 'Publish again').isDisabled()).toBe(true);
	await page.getByRole('link', { name: 'Schedule a sitting' }).click();
	await page.getByText('Times are those of your browser').waitFor();
	await button(page, 'Schedule sitting').click();
	await page.getByText('Enter at least one student’s address.').waitFor();
	await looksRight(page.getByRole('main').locator('form'));
	await page
		.getByRole('textbox', { name: 'Students’ addresses' })
		.fill('student1@demo.test\nnobody@demo.test');
	await button(page, 'Schedule sitting').click();
	await page.getByRole('heading', { name: 'The sitting is scheduled' }).waitFor();
	expect(await page.getByLabel('Start code').innerText()).toMatch(/^\w{5}-\w{5}$/);
	await page.getByRole('listitem').getByText('nobody@demo.test').waitFor();

	const student = await launchChromium(profiles[2]);
	await signIn(student.page, stack.origin, 'student1@demo.test');
	await examCard(student.page, 'Sky and sea').waitFor();
	await student.close();

	await page.getByRole('link', { name: 'Go to the sitting' }).click();
	await page.getByRole('table', { name: 'Students' }).getByText('Student One').waitFor();
	await page.getByRole('link', { name: 'Exams', exact: true }).click();
	const row = page.getByRole('listitem').filter({ hasText: 'Sky and sea' });
	await row.getByText('1 sitting').waitFor();
	await looksRight(page.getByRole('main').getByRole('listitem').first());
});

test('no page broke the content policy, left the origin or threw', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
