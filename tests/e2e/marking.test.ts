/** From two markers at their desks to a student reading the marks on a phone, and a question put right afterwards. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptList } from '#sync/schema/api.ts';
import { answerPage, markingOverview } from '#sync/schema/marking.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { findings } from '../support/looks.ts';
import {
	addTeacher,
	ESSAY,
	makeSitting,
	sit,
	untilMarked,
	type MarkedSitting
} from '../support/marked-sitting.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { examCard, signIn } from '../support/student.ts';

const phone = { width: 390, height: 844 };
const profiles = [createProfile(), createProfile(), createProfile(), createProfile()] as const;
const essays = ['Because of the rain.', 'Because of the war.'];
let stack: EdgeStack;
let made: MarkedSitting;
let markers: EdgeClient[];
let browsers: Chromium[];
let seen: Watched[];
let one: Page;
let two: Page;
let office: Page;
let pocket: Page;

beforeAll(async () => {
	stack = await startEdge();
	await addTeacher(stack, [
		{ email: 'first@demo.test', name: 'A First' },
		{ email: 'second@demo.test', name: 'A Second' }
	]);
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	made = await makeSitting(teacher, ['student1@demo.test', 'student2@demo.test']);
	for (const [at, text] of essays.entries())
		await sit(stack, `student${at + 1}@demo.test`, made.sitting, {
			[ESSAY]: { type: 'essay', text }
		});
	await untilMarked(teacher, made.sitting, essays.length);
	for (const email of ['first@demo.test', 'second@demo.test'])
		await teacher.ask('PUT', `/teacher/exams/${made.exam}/permissions`, {
			body: { email, permissions: ['mark'] }
		});
	markers = await Promise.all(
		['first@demo.test', 'second@demo.test'].map((email) => signedIn(stack.origin, email))
	);
	browsers = [];
	for (const profile of profiles) browsers.push(await launchChromium(profile));
	seen = await Promise.all(browsers.map(({ context }) => watchPage(context, stack.origin)));
	const [a, b, c, d] = browsers.map(({ page }) => page);
	if (!a || !b || !c || !d) throw new Error('A browser did not start.');
	[one, two, office, pocket] = [a, b, c, d];
	await pocket.setViewportSize(phone);
	for (const [page, who] of [
		[one, 'first'],
		[two, 'second'],
		[office, 'teacher'],
		[pocket, 'student1']
	] as const)
		await signIn(page, stack.origin, `${who}@demo.test`);
	for (const page of [one, two, office]) await page.waitForURL(/\/console/);
	await pocket.waitForURL(/\/exams/);
});
afterAll(async () => {
	await Promise.all((browsers ?? []).map((browser) => browser.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const at = (rest: string) => `${stack.origin}/console/sittings/${made.sitting}${rest}`;
const points = (page: Page) => page.getByRole('textbox', { name: 'Points', exact: true });
const answer = (page: Page) => page.getByRole('heading', { name: /^Answer / });
const says = (page: Page, text: string | RegExp) =>
	page.getByRole('status').filter({ hasText: text }).first().waitFor();
const settled = async (index: number) => {
	const path = `/marking/sittings/${made.sitting}/answers?item=${ESSAY}`;
	const { body } = await (markers[index] as EdgeClient).ask('GET', path);
	return answerPage.parse(body).answers;
};

async function openDesk(page: Page, show = '') {
	await page.goto(at(`/marking/${ESSAY}${show}`));
	await answer(page).waitFor();
}

test('the owner asks for two markers, and who marks sees no names', async () => {
	await office.goto(at('/marking'));
	await office.getByRole('button', { name: 'Rules of marking' }).click();
	const rules = office.getByRole('dialog', { name: 'Rules of marking' });
	await rules.getByLabel('Second marking').selectOption('all');
	await rules.getByLabel('Points two marks may differ by').fill('0,5');
	await rules.getByRole('button', { name: 'Save rules' }).click();
	await rules.waitFor({ state: 'hidden' });
	const path = `/marking/sittings/${made.sitting}`;
	const overview = markingOverview.parse((await markers[0]?.ask('GET', path))?.body);
	expect(overview.settings).toMatchObject({ second: 'all', tolerance: 0.5, blind: true });
	await openDesk(one);
	await one.getByText('Names are hidden').waitFor();
	expect(await one.getByRole('main').textContent()).not.toMatch(/Student (One|Two)/);
});

test('marks are made with the keyboard alone, and without a network they are on this device until there is one', async () => {
	const { context } = browsers[0] as Chromium;
	await context.setOffline(true);
	for (const text of ['3', '2.5']) {
		const before = await answer(one).textContent();
		for (const key of text) await one.keyboard.press(key);
		expect(await points(one).inputValue()).toBe(text);
		await one.keyboard.press('Enter');
		await says(one, 'Saved on this device');
		if (text === '3')
			await expect.poll(() => answer(one).textContent(), { timeout: 10_000 }).not.toBe(before);
	}
	expect((await settled(0)).map(({ mine }) => mine)).toEqual([null, null]);
	await context.setOffline(false);
	await expect
		.poll(async () => (await settled(0)).map(({ mine }) => mine?.done && mine.points), {
			timeout: 30_000
		})
		.toEqual([3, 2.5]);
	await says(one, /^\s*Saved\s*$/);
});

test('? lists the keys, k goes back, c writes a comment and Escape leaves it', async () => {
	await one.keyboard.press('?');
	const keys = one.getByRole('dialog', { name: 'Keyboard' });
	await keys.getByText('Save and go on').waitFor();
	await one.keyboard.press('Escape');
	await keys.waitFor({ state: 'hidden' });
	await openDesk(one, '?show=all');
	const first = await answer(one).textContent();
	await one.keyboard.press('j');
	await expect.poll(() => answer(one).textContent(), { timeout: 10_000 }).not.toBe(first);
	await one.keyboard.press('k');
	await expect.poll(() => answer(one).textContent(), { timeout: 10_000 }).toBe(first);
});

test('a second marker sees nothing of the first, and their own criteria add up', async () => {
	await openDesk(two);
	expect(await two.getByText('What others gave').count()).toBe(0);
	const [first, second] = await two
		.getByRole('group', { name: 'Criteria' })
		.getByRole('textbox')
		.all();
	await first?.fill('3');
	await second?.fill('2');
	expect(await points(two).inputValue()).toBe('5');
	const before = await answer(two).textContent();
	await points(two).press('Enter');
	await expect.poll(() => answer(two).textContent(), { timeout: 10_000 }).not.toBe(before);
	await two.keyboard.press('3');
	await two.keyboard.press('Enter');
	await expect
		.poll(async () => (await settled(1)).map(({ state }) => state).sort(), { timeout: 30_000 })
		.toEqual(['marked', 'to_moderate']);
});

test('who decides sees both side by side, and what they give counts', async () => {
	await openDesk(office, '?show=moderate');
	const others = office.getByRole('region', { name: 'What others gave' });
	await others.getByText('First marker').waitFor();
	expect(await others.getByText(/^\d of 5$/).allTextContents()).toEqual(['3 of 5', '5 of 5']);
	await office.getByText('You decide.').waitFor();
	await office.keyboard.press('4');
	await office.keyboard.press('c');
	await office.keyboard.type('Both causes, well weighed.');
	await office.keyboard.press('Control+Enter');
	await expect
		.poll(async () => (await settled(0)).map(({ state }) => state), { timeout: 30_000 })
		.toEqual(['marked', 'marked']);
});

test('before the release a student reads calmly that nothing is out yet', async () => {
	await pocket.goto(`${stack.origin}/exams`);
	await examCard(pocket, 'Marked').first().waitFor();
	await pocket.goto(`${stack.origin}/exams/${await ownAttempt()}/results`);
	await pocket.getByText('The results are not out yet').waitFor();
});

test('marking is closed, and the results released', async () => {
	await office.goto(at('/marking'));
	await office.getByRole('button', { name: 'Close marking' }).click();
	const sure = office.getByRole('alertdialog', { name: 'Close marking?' });
	await sure.getByRole('button', { name: 'Close marking' }).click();
	await office.getByText('Marking is closed').waitFor();
	await office.goto(at('/results'));
	await office.getByRole('table', { name: 'Results' }).getByRole('row').nth(2).waitFor();
	await office.getByRole('button', { name: 'Release results' }).click();
	const dialog = office.getByRole('dialog', { name: 'Release results' });
	await dialog.getByRole('checkbox', { name: 'Questions and what was right' }).check();
	await dialog.getByRole('button', { name: 'Release', exact: true }).click();
	await office.getByText(/^Released since/).waitFor();
});

test('the student opens the results from the list of exams, and asks for another look', async () => {
	await pocket.goto(`${stack.origin}/exams`);
	await examCard(pocket, 'Marked').getByRole('link', { name: 'Open results' }).click();
	await pocket.getByRole('heading', { name: 'What this means' }).waitFor();
	const essay = pocket.getByRole('article').filter({ hasText: essays[0] ?? '' });
	expect(await essay.getByRole('heading', { name: /^Question \d+$/ }).count()).toBe(1);
	await essay.getByRole('button', { name: /^Ask for another look/ }).click();
	const dialog = pocket.getByRole('dialog');
	await dialog.getByRole('textbox', { name: 'Why' }).fill('I named the second cause too.');
	await dialog.getByRole('button', { name: 'Send request' }).click();
	await essay.getByText('Waits for an answer').waitFor();
	expect(await pocket.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});

test('what was read once can be read without a network', async () => {
	const { context } = browsers[3] as Chromium;
	await pocket.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await context.setOffline(true);
	await pocket.reload();
	await pocket.getByRole('heading', { name: 'What this means' }).waitFor();
	await pocket.getByText(/^As seen last/).waitFor();
	await context.setOffline(false);
});

test('a request is answered with other points', async () => {
	await office.goto(at('/results#requests'));
	await office.getByText('I named the second cause too.').waitFor();
	await office.getByRole('button', { name: /^Answer the request/ }).click();
	const dialog = office.getByRole('dialog');
	await dialog.getByLabel('Outcome').selectOption('changed');
	await dialog.getByRole('textbox', { name: 'Points' }).fill('4.5');
	await dialog.getByRole('textbox', { name: 'Your answer' }).fill('You did, in the last line.');
	await dialog.getByRole('button', { name: 'Send answer' }).click();
	await office.getByText('Points changed').first().waitFor();
	await pocket.reload();
	await pocket.getByText('Looked at again, points changed').waitFor();
});

test('a question struck for everybody shows whose marks change first, and tells the student when and why', async () => {
	await office.goto(at('/results#keys'));
	await office.getByRole('button', { name: 'Change question 1', exact: true }).click();
	const dialog = office.getByRole('dialog', { name: 'Put a question right' });
	await dialog.getByLabel('What to change').selectOption('strike_full');
	await dialog.getByRole('button', { name: 'See what changes' }).click();
	await dialog.getByText('Marks would change: 2 of 2 attempts').waitFor();
	await dialog.getByRole('textbox', { name: 'Reason' }).fill('Two answers were right.');
	await dialog.getByRole('button', { name: 'Apply to everybody' }).click();
	await dialog.waitFor({ state: 'hidden' });
	await pocket.reload();
	const changes = pocket.getByRole('region', { name: 'What changed since' });
	await changes.getByText('Two answers were right.').waitFor();
});

describe('axe finds nothing', () => {
	const main = (page: Page) => async () => {
		await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
		await page.waitForLoadState('networkidle');
	};
	test.each([
		'/console/marking',
		'/console/sittings/:id/marking',
		`/console/sittings/:id/marking/${ESSAY}?show=all`,
		'/console/sittings/:id/results',
		'/console/sittings/:id/results#requests',
		'/console/sittings/:id/results#keys',
		'/console/exams/:exam/marks'
	])('on %s', async (path) => {
		const to = path.replace(':id', made.sitting).replace(':exam', made.exam);
		await office.goto(stack.origin + to);
		expect(await findings(office, main(office))).toEqual([]);
	});
	test.each(['/exams/:attempt/results', '/exams/results'])('on %s', async (path) => {
		await pocket.goto(stack.origin + path.replace(':attempt', await ownAttempt()));
		expect(await findings(pocket, main(pocket))).toEqual([]);
	});
	test('and over all of them nothing was stopped, foreign or thrown', () => {
		expect(
			seen.flatMap(({ violations, foreign, errors }) => [violations, foreign, errors].flat())
		).toEqual([]);
	});
});

async function ownAttempt(): Promise<string> {
	const student = await signedIn(stack.origin, 'student1@demo.test');
	const { attempts } = attemptList.parse((await student.ask('GET', '/attempts')).body);
	return attempts.find(({ sitting }) => sitting === made.sitting)?.id ?? '';
}
