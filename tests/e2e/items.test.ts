/** What a teacher does with questions in a browser: brings them from a file, looks at them, finds them, files them, puts them away. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { findings } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { signIn } from '../support/student.ts';
import { moodleBank } from '../support/moodle-bank.ts';

const profile = createProfile();
let stack: Stack;
let browser: Chromium;
let page: Chromium['page'];
let seen: Watched;

beforeAll(async () => {
	stack = await startStack();
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

const open = (path: string) => page.goto(`${stack.origin}/console/${path}`);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const toast = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();
const items = () => page.getByRole('list', { name: 'Questions' }).getByRole('listitem');
const counted = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
const choose = (name: string, text: string) =>
	page
		.getByLabel('Choose a file')
		.and(page.locator('input'))
		.setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
const looked = () => page.getByRole('heading', { name: 'Questions in the file' }).waitFor();

test('an empty bank says what brings questions into it', async () => {
	await page.getByRole('link', { name: 'Questions', exact: true }).click();
	await page.getByText('No questions yet').waitFor();
	await page.getByRole('link', { name: 'Import a file' }).click();
	await page.getByRole('heading', { name: 'Import questions' }).waitFor();
});

test('a file that is no file of questions is refused with a sentence, and nothing lands', async () => {
	await open('items/import');
	await choose('broken.xml', 'PK\u0000 not questions');
	await page.getByRole('alert').filter({ hasText: 'Nothing was added.' }).waitFor();
	await page.getByLabel('Choose a file').and(page.locator('input')).waitFor({ state: 'attached' });
});

test('a GIFT file written by hand is read too', async () => {
	await open('items/import');
	await choose('quiz.txt', '::Capital:: What is the capital of France? {=Paris ~Lyon}');
	await page.getByText('GIFT').waitFor();
	await button('Add 1 question').waitFor();
	await button('Choose another file').click();
	await page.getByText('GIFT, Aiken').waitFor();
});

describe('a Moodle file', () => {
	test('is shown item by item, with what was changed and what is left out', async () => {
		await open('items/import');
		await choose('bank.xml', moodleBank);
		await looked();
		await button(/^Left out\s*1$/).click();
		await page.getByText('There is no such type of question here.').waitFor();
		await button(/^Changed\s*1$/).click();
		await page.getByText('Hints were dropped').first().waitFor();
		await button(/^Whole\s*5$/).click();
		await page.getByText('A picture has no alternative text').first().waitFor();
		await button(/^In the file/).click();
		await button('Largest planet').click();
		await page.getByRole('heading', { name: 'Key' }).waitFor();
		await page.getByText('50%').waitFor();
	});

	test('axe finds nothing on the report', async () => {
		const ready = async () => {
			await page.locator('input[type=file]').waitFor({ state: 'attached' });
			await page.locator('input[type=file]').setInputFiles({
				name: 'bank.xml',
				mimeType: 'text/xml',
				buffer: Buffer.from(moodleBank)
			});
			await page.locator('button[aria-expanded]').first().click();
			await page.locator('.preview').waitFor();
		};
		await open('items/import');
		expect(await findings(page, ready)).toEqual([]);
	});

	test('lands as far as it was taken, once', async () => {
		await open('items/import');
		await choose('bank.xml', moodleBank);
		await looked();
		await page.getByRole('checkbox', { name: 'Take Why is it blue' }).uncheck();
		await button('Add 5 questions').click();
		await page.getByText('5 questions added').waitFor();
		await page.getByRole('link', { name: 'Go to the questions' }).click();
		await counted('5 questions');

		await open('items/import');
		await choose('bank.xml', moodleBank);
		await looked();
		await button('Add 6 questions').click();
		await page.getByText('1 question added').waitFor();
		await page.getByText('You had these already, so they were not added again: 5').waitFor();
	});
});

describe('in the list', () => {
	test('the stroke leads to the search, which finds words, and the way back finds the same list', async () => {
		await open('items');
		await counted('6 questions');
		await page.keyboard.press('/');
		await page.keyboard.type('jupiter');
		await counted('1 question');
		expect(page.url()).toContain('search=jupiter');
		await page.getByRole('link', { name: 'Largest planet' }).click();
		await page.getByRole('heading', { level: 1, name: 'Largest planet' }).waitFor();
		await page.goBack();
		await counted('1 question');
		await page.getByRole('searchbox').fill('');
		await counted('6 questions');
		await page.getByLabel('Type').selectOption('True or false');
		await counted('1 question');
	});

	test('many are tagged at once: a stretch of rows is chosen with Shift', async () => {
		await open('items');
		await counted('6 questions');
		await items().nth(0).getByRole('checkbox').click();
		await items()
			.nth(3)
			.getByRole('checkbox')
			.click({ modifiers: ['Shift'] });
		await counted('4 selected');
		await button('Add tag…').click();
		await page.getByRole('dialog').getByLabel('Tags').fill('week 1, exam');
		await page.getByRole('dialog').getByRole('button', { name: 'Add tags' }).click();
		await toast('Questions changed: 4');
		expect(await items().filter({ hasText: 'week 1' }).count()).toBe(4);
		await page.reload();
		await counted('6 questions');
		expect(await items().filter({ hasText: 'week 1' }).count()).toBe(4);
	});

	test('what is put away can be brought back', async () => {
		await open('items');
		await page.getByRole('checkbox', { name: 'Select Largest planet' }).check();
		await button('Put away').click();
		await page.getByRole('alertdialog').getByRole('button', { name: 'Put away' }).click();
		await counted('5 questions');
		await button('Undo').click();
		await counted('6 questions');
	});

	test('axe finds nothing, with rows chosen', async () => {
		await open('items');
		const ready = async () => {
			await page.locator('li input[type=checkbox]').first().check();
			await page.getByRole('toolbar').waitFor();
		};
		expect(await findings(page, ready)).toEqual([]);
	});
});

test('an item is shown as students see it, with its picture, its key, its facts and its versions', async () => {
	await open('items?search=jupiter');
	await page.getByRole('link', { name: 'Largest planet' }).click();
	const question = page.getByRole('region', { name: 'As students see it' });
	await question.getByText('Saturn').waitFor();
	const drawn = await question
		.locator('img')
		.evaluate(async (image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
	expect(drawn).toBeGreaterThan(0);
	await page.getByRole('region', { name: 'Key' }).getByText('Jupiter').waitFor();
	await page.getByRole('link', { name: /Version 1/ }).waitFor();
	const ready = () => page.getByRole('heading', { level: 1 }).waitFor();
	expect(await findings(page, ready)).toEqual([]);
});

test('an older version says what has changed since', async () => {
	const answer = await page.evaluate(async (path) => {
		const list = await (await fetch('/api/v1/bank/items?search=jupiter')).json();
		const { id } = list.items[0];
		const item = await (await fetch(`${path}/${id}`)).json();
		item.authored.item.prompt = item.authored.item.prompt.replace('largest', 'heaviest');
		const body = JSON.stringify({ authored: item.authored, base: 1 });
		const headers = { 'content-type': 'application/json' };
		const put = await fetch(`${path}/${id}`, { method: 'PUT', headers, body });
		return { id: String(id), status: put.status };
	}, '/api/v1/bank/items');
	expect(answer.status).toBe(200);
	await open(`items/${answer.id}`);
	await page.getByRole('link', { name: /Version 1/ }).click();
	await counted('This is version 1 of 2');
	await page.locator('ins').filter({ hasText: 'heaviest' }).waitFor();
	await page.getByRole('link', { name: 'Show the newest' }).click();
	await page.getByRole('region', { name: 'As students see it' }).getByText('heaviest').waitFor();
});

test('the pages asked nobody else for anything and broke no rule of their own', () => {
	expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
});
