/** A teacher writes items of several types with the keyboard alone and publishes them; a student's right answers earn everything. */
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptList, attemptResults } from '#sync/schema/api.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { findings } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';

const profiles = [createProfile(), createProfile()] as const;
const title = 'Written by hand';
/** The sitting has a name of its own. */
const sat = 'Written by hand, in spring';
let stack: Stack;
let browser: Chromium;
let page: Page;
let seen: Watched;
let teacher: EdgeClient;
let exam: string;

beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	browser = await launchChromium(profiles[0]);
	({ page } = browser);
	seen = await watchPage(browser.context, stack.origin);
	await student.signIn(page, stack.origin, 'teacher@demo.test');
	await page.waitForURL(/\/console$/);
});
afterAll(async () => {
	await browser?.close();
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const MOST_TABS = 150;
const isFocused = (there: Locator) =>
	there.evaluate((element) => element === document.activeElement);
/** As somebody gets there who has no pointer. */
async function tabTo(there: Locator) {
	await there.waitFor();
	for (let pressed = 0; pressed < MOST_TABS; pressed++) {
		if (await isFocused(there)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Not reached by the Tab key: ${String(there)}`);
}
const named = (role: 'button' | 'textbox' | 'radio' | 'checkbox', name: string) =>
	page.getByRole(role, { name, exact: true });
async function press(role: 'button' | 'radio' | 'checkbox', name: string) {
	await tabTo(named(role, name));
	await page.keyboard.press(role === 'button' ? 'Enter' : 'Space');
}
async function enter(name: string, text: string) {
	await tabTo(named('textbox', name));
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(text);
}
const saved = () => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

async function begin(type: string, question: string) {
	await press('button', 'New question');
	await press('button', type);
	const prompt = named('textbox', 'Question');
	await expect.poll(() => isFocused(prompt)).toBe(true);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(question);
}

test('items of seven types are written with the keyboard alone', async () => {
	const made = await teacher.ask('POST', '/teacher/exams', { body: { title, items: [] } });
	exam = createdExam.parse(made.body).id;
	await page.goto(`${stack.origin}/console/exams/${exam}`);

	await begin('Single choice', 'Which of these is a planet?');
	await press('radio', 'Option 1 is right');
	await enter('Option 1', 'Mars');
	await page.keyboard.press('Enter');
	await page.keyboard.type('The moon');
	await page.keyboard.press('Enter');
	await page.keyboard.type('The sun');

	await begin('Multiple choice', 'Which are gases?');
	await press('checkbox', 'Option 1 is right');
	await enter('Option 1', 'Helium');
	await enter('Option 2', 'Iron');

	await begin('True or false', 'Water boils at 100 °C at sea level.');
	await press('radio', 'True');

	await begin('Number', 'How much is pi, to two digits?');
	await enter('Answer 1', '3.14');
	await enter('May be off by', '0.005');

	await begin('Short text', 'Which metal is liquid?');
	await enter('Answer 1', 'Mercury');
	await enter('Answer 2', 'Quicksilver');

	await begin('Gaps in a text', 'The sky is blue.');
	await page.keyboard.press('End');
	await page.keyboard.press('ArrowLeft');
	for (let letter = 0; letter < 'blue'.length; letter++)
		await page.keyboard.press('Shift+ArrowLeft');
	await press('button', 'Make a gap');
	await expect.poll(() => named('textbox', 'Gap 1, answer 1').inputValue()).toBe('blue');

	await begin('Essay', 'Why is the sky blue?');
	await enter('Marking guide', 'Scattering: 3 points.');
	await saved();
	const names = page.getByRole('main').locator('button[aria-expanded]');
	expect(await names.allInnerTexts()).toEqual([
		'Which of these is a planet?',
		'Which are gases?',
		'Water boils at 100 °C at sea level.',
		'How much is pi, to two digits?',
		'Which metal is liquid?',
		expect.stringMatching(/^The sky is/),
		'Why is the sky blue?'
	]);
});

test('what is missing stands beside its field until it is there', async () => {
	await begin('Number', 'How many moons has Mars?');
	const missing = page.getByRole('main').getByText('Nothing says what is right.');
	await missing.waitFor();
	await enter('Answer 1', '2');
	await missing.waitFor({ state: 'detached' });
	await press('button', 'Duplicate How many moons has Mars?');
	await press('button', 'Remove How many moons has Mars? (copy)');
});

test('a comment is counted in the list until it is resolved', async () => {
	await press('button', 'How many moons has Mars?');
	await enter('Comment for your colleagues', 'Is this still so?');
	await press('button', 'Add comment');
	await page.getByText('Open comments: 1').first().waitFor();
	await press('button', 'Resolve');
	await page.getByText('Open comments: 1').first().waitFor({ state: 'detached' });
	await page.getByText('Resolved comments: 1').waitFor();
	await saved();
});

test('the editor is as it should be in every look', async () => {
	const ready = () =>
		named('textbox', 'Question').or(page.locator('textarea').first()).first().waitFor();
	expect(await findings(page, ready)).toEqual([]);
	await page.reload();
	await ready();
});

test('published, and a student who answers rightly gets every point that a machine gives', async () => {
	await tabTo(page.getByRole('tab', { name: 'Write' }));
	await page.keyboard.press('ArrowRight');
	await press('button', 'Publish');
	await page.getByRole('status').filter({ hasText: 'The exam is published' }).waitFor();
	const now = Date.now();
	const email = 'student1@demo.test';
	const body = {
		title: sat,
		opensAt: now - 60_000,
		closesAt: now + 3_600_000,
		durationMs: 3_000_000,
		students: [email],
		teachers: [],
		proctors: []
	};
	const sitting = createdSitting.parse(
		(await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, { body })).body
	);

	const other = await launchChromium(profiles[1], { devices: {} });
	const { page: desk } = other;
	await student.signIn(desk, stack.origin, email);
	await student.waitReadyOffline(desk, sat);
	await student.openCheck(desk, sat);
	await student.startExam(desk);
	await desk.getByRole('banner').getByText(sat).waitFor();
	await expect.poll(() => desk.title()).toBe(`${sat} · Invigil`);
	const answer = desk.getByRole('textbox').first();
	const steps = [
		() => desk.getByRole('radio', { name: 'Mars' }).check(),
		() => desk.getByRole('checkbox', { name: 'Helium' }).check(),
		() => desk.getByRole('radio', { name: 'True' }).check(),
		() => answer.fill('3.142'),
		() => answer.fill('quicksilver'),
		() => answer.fill('Blue'),
		() => answer.fill('Because of the air.'),
		() => answer.fill('2')
	];
	for (const [at, step] of steps.entries()) {
		await step();
		await student.waitSaved(desk);
		if (at < steps.length - 1) await student.goToNext(desk);
	}
	await student.handIn(desk);
	await desk.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	await other.close();

	const client = await signedIn(stack.origin, email);
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const attempt = attempts.find((each) => each.sitting === sitting.id)?.id ?? '';
	const results = async () =>
		attemptResults.parse((await teacher.ask('GET', `/attempts/${attempt}/results`)).body).items;
	await expect.poll(async () => (await results()).length, { timeout: 20_000 }).toBe(steps.length);
	const marks = await results();
	expect(marks.map(({ points, maximum }) => (points === null ? null : points === maximum))).toEqual(
		[true, true, true, true, true, true, null, true]
	);
});

test('an item of the bank is written, and each save is a version of it', async () => {
	await page.goto(`${stack.origin}/console/items`);
	await press('button', 'New question');
	await press('button', 'Short text');
	await enter('Question', 'What is the capital of Peru?');
	await press('button', 'Save question');
	await page.getByRole('heading', { level: 1, name: 'What is the capital of Peru?' }).waitFor();
	await page.getByRole('link', { name: 'Edit', exact: true }).click();
	await enter('Answer 1', 'Lima');
	const ready = () => page.locator('textarea').first().waitFor();
	await press('button', 'Save question');
	await page.getByRole('link', { name: 'Version 2' }).waitFor();
	await page.getByRole('main').getByText('Lima').first().waitFor();
	await page.getByRole('link', { name: 'Edit', exact: true }).click();
	await ready();
	expect(await findings(page, ready)).toEqual([]);
});

test('no page broke the content policy, left the origin or threw', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
