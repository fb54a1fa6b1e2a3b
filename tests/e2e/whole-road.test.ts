/**
 * The whole road in browsers: three teachers at one draft, one of them without a network; a sitting from a file, sat without a network,
 * with a break and time that came meanwhile; two markers, the release, and a mark that follows a key put right.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '#sync/schema/administration.ts';
import { attemptList, sittingDetail, sittingList } from '#sync/schema/api.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { markingOverview } from '#sync/schema/marking.ts';
import { authored } from '#sync/testing/every-item.ts';
import { readCalendar } from '#sync/testing/calendar.ts';
import { answerAny } from '../support/answer-any.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { grantOf } from '../support/grants.ts';
import { findings } from '../support/looks.ts';
import { addTeacher } from '../support/marked-sitting.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';
import { verify } from '../support/verifier.ts';

const title = 'Tides and seasons';
const types = ['single_choice', 'numeric', 'essay'] as const;
const names = ['Which one', 'How many', 'Discuss'];
const colleagues = ['first@demo.test', 'second@demo.test'] as const;
const profiles = [createProfile(), createProfile(), createProfile(), createProfile()] as const;
let stack: EdgeStack;
/** Teacher, first and second colleague, student. */
let browsers: Chromium[];
let staff: Chromium;
let pupil: Chromium;
let office: Page;
let one: Page;
let two: Page;
let watched: Watched[];
let author: EdgeClient;
let exam: string;
let startCode: string;

beforeAll(async () => {
	stack = await startEdge();
	await addTeacher(stack, [
		{ email: colleagues[0], name: 'A First' },
		{ email: colleagues[1], name: 'A Second' }
	]);
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const find = async (email: string) =>
		people.parse((await admin.ask('GET', `/admin/users?search=${email}`)).body).people[0]?.id;
	const granted = await admin.ask('POST', `/admin/users/${await find('student1')}/accommodations`, {
		body: grantOf({ timeMultiplier: 1.25, breakMinutes: 10 })
	});
	expect(granted.status).toBe(201);
	// The first colleague supervises too.
	await admin.ask('PUT', `/admin/users/${await find('first')}/roles`, {
		body: { roles: ['proctor', 'teacher'] }
	});
	author = await signedIn(stack.origin, 'teacher@demo.test');
	const added = await author.ask('POST', '/bank/items', {
		body: {
			items: types.map((type, at) => ({ ...authored(type), name: names[at] })),
			shared: false,
			skipKnown: false,
			from: 'test'
		}
	});
	expect(bankAdded.parse(added.body).added).toBe(types.length);
	browsers = await Promise.all(profiles.map((profile) => launchChromium(profile, { devices: {} })));
	const [a, b, c, d] = browsers;
	if (!a || !b || !c || !d) throw new Error('A browser did not start.');
	[staff, pupil] = [a, d];
	[office, one, two] = [a.page, b.page, c.page];
	watched = await Promise.all(browsers.map(({ context }) => watchPage(context, stack.origin)));
	await teacher.openConsole(office, stack.origin);
	await teacher.openConsole(one, stack.origin, colleagues[0]);
	await teacher.openConsole(two, stack.origin, colleagues[1]);
});
afterAll(async () => {
	await Promise.all((browsers ?? []).map((browser) => browser.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const button = (name: string) => ({ name, exact: true });
/** As the field of a form wants it, in the browser's own zone. */
const local = (at: number) => {
	const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
	return shifted.toISOString().slice(0, 16);
};
const question = (page: Page) => page.getByRole('textbox', { name: 'Question', exact: true });
const pointsFor = (page: Page, name: string) =>
	page.getByRole('textbox', { name: `Points for ${name}` });

test('two teachers write at once and one without a network; on return all have everything', async () => {
	await office.goto(`${stack.origin}/console/exams`);
	await office.getByRole('button', button('New exam')).click();
	await office.getByRole('textbox', { name: 'Title' }).fill(title);
	await office.getByRole('button', button('Create exam')).click();
	await office.getByRole('heading', { level: 1, name: title }).waitFor();
	exam = /exams\/([\w-]{36})/.exec(office.url())?.[1] ?? '';
	await office.getByRole('button', button('Add questions')).click();
	const dialog = office.getByRole('dialog', { name: 'Add questions from the bank' });
	for (const name of names) await dialog.getByRole('checkbox', { name }).check();
	await dialog.getByRole('button', { name: 'Add chosen (3)' }).click();
	for (const email of colleagues) {
		const shared = await author.ask('PUT', `/teacher/exams/${exam}/permissions`, {
			body: { email, permissions: ['view', 'edit', 'mark'] }
		});
		expect([shared.status, shared.body]).toEqual([200, expect.anything()]);
	}
	for (const page of [one, two]) {
		await page.goto(`${stack.origin}/console/exams/${exam}`);
		await pointsFor(page, 'Discuss').waitFor();
	}
	await browsers[2]?.context.setOffline(true);
	await two.getByRole('status').filter({ hasText: 'Working offline' }).waitFor({ timeout: 60_000 });
	await pointsFor(two, 'How many').fill('4');
	await office.getByRole('button', button('Discuss')).click();
	await one.getByRole('button', button('Discuss')).click();
	await question(office).fill('Why are there seasons?');
	await expect.poll(() => question(one).inputValue()).toBe('Why are there seasons?');
	await question(one).press('ControlOrMeta+End');
	await question(one).pressSequentially(' In your own words.');
	await browsers[2]?.context.setOffline(false);
	const both = 'Why are there seasons? In your own words.';
	await expect.poll(() => question(office).inputValue()).toBe(both);
	for (const page of [office, one])
		await expect
			.poll(() => pointsFor(page, 'How many').inputValue(), { timeout: 60_000 })
			.toBe('4');
	await two.getByRole('button', button('Discuss')).click();
	await expect.poll(() => question(two).inputValue()).toBe(both);
});

test('what the three wrote is published', async () => {
	await office.getByRole('tab', { name: 'Check and publish', exact: true }).click();
	await office.getByRole('button', button('Publish')).click();
	await office.getByRole('status').filter({ hasText: 'The exam is published' }).waitFor();
});

test('a list from a file is looked up before it is scheduled, and who is unknown is named', async () => {
	const { page } = staff;
	await page.goto(`${stack.origin}/console/exams/${exam}?tab=schedule`);
	await page.getByText('Times are those of your browser').waitFor();
	await page.getByLabel('Take the list from a file').setInputFiles({
		name: 'class.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(
			'email;group\nstudent1@demo.test;A\nstudent2@demo.test;B\nnobody@demo.test;B\nSTUDENT2@demo.test;B\n'
		)
	});
	const result = page.getByRole('status', { name: 'What was found' });
	await result.getByText('Found: 2').waitFor();
	await result.getByText('nobody@demo.test').waitFor();
	await result.getByText('Named twice: 1').waitFor();
	await page.getByLabel('Opens').fill(local(Date.now() - 120_000));
	await page.getByLabel('Closes').fill(local(Date.now() + 3 * 3_600_000));
	await page.getByLabel('Minutes for each student').fill('40');
	await page.getByRole('radio', { name: /^Quiet/ }).check();
	await page.getByRole('textbox', { name: 'Proctors’ addresses' }).fill(colleagues[0]);
	await page.getByRole('main').getByRole('button', button('Schedule sitting')).click();
	await page.getByRole('heading', { name: 'The sitting is scheduled' }).waitFor();
	startCode = (await page.getByLabel('Start code').innerText()).trim();
});

test('its plan shows times, roster with groups, staff and link, in every look without a finding', async () => {
	const { page } = staff;
	await page.getByRole('link', { name: 'Go to the sitting' }).click();
	await teacher.studentsTable(page).waitFor();
	expect(await findings(page, () => page.getByRole('table').first().waitFor())).toEqual([]);
	await page.reload();
	await page.getByRole('link', { name: 'Times, roster and staff' }).click();
	const roster = page.getByRole('table', { name: 'Roster' });
	await roster
		.getByRole('row')
		.filter({ hasText: 'Student Two' })
		.getByText('B', { exact: true })
		.waitFor();
	await page.getByText('It has begun: only the end can be moved').waitFor();
	expect(await findings(page, () => page.getByRole('table').first().waitFor())).toEqual([]);
	await page.reload();
	await page.getByRole('button', button('Make a link')).click();
	await page.getByLabel('Address of the link').waitFor();
});

test('25 % more time and breaks stand in the student’s list, and the calendar file is one', async () => {
	const { page } = pupil;
	await student.signIn(page, stack.origin, 'student1@demo.test');
	await student.waitReadyOffline(page, title);
	const card = student.examCard(page, title);
	await card.getByText(/10 min.* more than planned/).waitFor();
	const client = await signedIn(stack.origin, 'student1@demo.test');
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const own = attempts.find(({ examTitle }) => examTitle === title);
	expect(own?.durationMs).toBe(50 * 60_000);
	const calendar = await client.ask('GET', `/sittings/${own?.sitting}/calendar`);
	expect(readCalendar(String(calendar.body))['SUMMARY']).toBe(title);
});

test('without a network: a break hides the question and stops the clock', async () => {
	const { page, context } = pupil;
	await student.openCheck(page, title);
	await context.setOffline(true);
	await student.startExam(page, startCode);
	expect(await student.secondsLeft(page)).toBeGreaterThan(49 * 60);
	// By the key it is another one.
	await page.getByRole('radio', { name: 'Option a' }).check();
	await student.waitSaved(page);
	await page.getByRole('button', button('Take a break')).click();
	await page.getByRole('heading', { name: 'You are on a break' }).waitFor();
	expect(await student.questionHeading(page).count()).toBe(0);
	await page.reload();
	await page.getByRole('heading', { name: 'You are on a break' }).waitFor();
	await page.getByRole('button', button('Go on with the exam')).click();
	await student.questionHeading(page).waitFor();
});

test('ten more minutes reach who is offline on the next contact, and the console says so', async () => {
	const page = one;
	await teacher.openSitting(page, stack.origin, title);
	await page.getByRole('checkbox', { name: 'Choose Student One' }).check();
	await page.getByRole('button', button('Add time')).click();
	const dialog = page.getByRole('dialog', { name: 'Add time for the exam' });
	await dialog.getByLabel('Minutes').fill('10');
	await dialog.getByRole('button', button('Give the time')).click();
	await page.getByText('Sent. Students: 1.').waitFor();
	await teacher.studentRow(page, 'Student One').getByText('More time: waiting').waitFor();

	const before = await student.secondsLeft(pupil.page);
	await pupil.context.setOffline(false);
	await pupil.page
		.getByText(/Time added: /)
		.first()
		.waitFor({ timeout: 60_000 });
	await expect
		.poll(async () => (await student.secondsLeft(pupil.page)) - before)
		.toBeGreaterThan(9 * 60);
	await teacher.studentRow(page, 'Student One').getByText('More time: in effect').waitFor();
});

test('a correction and a message are read one after the other, and a pause hides the questions until it ends', async () => {
	const page = one;
	await page.getByRole('button', button('Correct a question')).click();
	const correcting = page.getByRole('dialog', { name: 'Correct a question of the exam' });
	await correcting.getByLabel('Text of the message').fill('Read it twice.');
	await correcting.getByRole('button', button('Send it')).click();
	await correcting.waitFor({ state: 'detached' });
	await page.getByRole('button', button('Message')).click();
	const writing = page.getByRole('dialog', { name: 'Send a message' });
	await writing.getByLabel('Text of the message').fill('The room is open until six.');
	await writing.getByRole('button', button('Send it')).click();
	const unread = ['Read it twice.', 'The room is open until six.'];
	await pupil.page.getByRole('alertdialog').filter({ hasText: unread[0] }).waitFor();
	// A pause lies on top of what is unread.
	await page.getByRole('button', button('Pause')).click();
	const pausing = page.getByRole('alertdialog', { name: 'Pause the exam?' });
	await pausing.getByRole('textbox').fill('Leave the room.');
	await pausing.getByRole('button', button('Pause now')).click();
	await pupil.page.getByRole('heading', { name: 'The exam is paused' }).waitFor();
	await pupil.page.getByText('Leave the room.').waitFor();
	expect(await student.questionHeading(pupil.page).count()).toBe(0);
	expect(await pupil.page.getByRole('alertdialog').count()).toBe(0);
	for (const name of ['Hand in', 'Take a break'])
		expect(await pupil.page.getByRole('button', button(name)).count()).toBe(0);
	// Nothing is watched meanwhile.
	expect(await pupil.page.getByRole('group', { name: 'What is on' }).count()).toBe(0);
	await page.getByRole('button', button('Resume')).click();
	await page.getByRole('button', button('Resume now')).click();
	for (const text of unread) {
		const notice = pupil.page.getByRole('alertdialog').filter({ hasText: text });
		await notice.getByRole('button', button('I have read it')).click();
		await notice.waitFor({ state: 'detached' });
	}
	await student.questionHeading(pupil.page).waitFor();
});

test('handed in, the record verifies with its break and its added time', async () => {
	const { page } = pupil;
	for (let number = 2; number <= types.length; number++) {
		await student.goToNext(page);
		await answerAny(page);
		await student.waitSaved(page);
	}
	await student.handIn(page);
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	const { sittings } = sittingList.parse((await author.ask('GET', '/sittings')).body);
	const id = sittings.find((each) => each.title === title)?.id ?? '';
	const row = async () =>
		sittingDetail
			.parse((await author.ask('GET', `/sittings/${id}`)).body)
			.rows.find(({ studentName }) => studentName.includes('One'));
	await expect.poll(async () => (await row())?.state, { timeout: 20_000 }).toBe('accepted');
	const exported = await author.ask('GET', `/attempts/${(await row())?.attempt}/bundle`);
	const { sessions } = bundleSchema.parse(exported.body);
	const kinds = sessions.flatMap(({ log }) =>
		log.flatMap(({ entries }) => entries.map(({ text }) => /"kind":"(\w+)"/.exec(text)?.[1]))
	);
	expect(kinds.filter((kind) => kind === 'break')).toHaveLength(2);
	expect((await verify(JSON.stringify(exported.body))).code).toBe(0);
});

test('two markers give points without seeing each other’s, and the results are released', async () => {
	const { sittings } = sittingList.parse((await author.ask('GET', '/sittings')).body);
	const id = sittings.find((each) => each.title === title)?.id ?? '';
	const at = (rest: string) => `${stack.origin}/console/sittings/${id}${rest}`;
	await office.goto(at('/marking'));
	await office.getByRole('button', { name: 'Rules of marking' }).click();
	const rules = office.getByRole('dialog', { name: 'Rules of marking' });
	await rules.getByLabel('Second marking').selectOption('all');
	await rules.getByRole('button', { name: 'Save rules' }).click();
	await rules.waitFor({ state: 'hidden' });
	const overview = async () =>
		markingOverview.parse((await author.ask('GET', `/marking/sittings/${id}`)).body);
	const essay = (await overview()).items.find(({ item }) => item.type === 'essay')?.item.id ?? '';
	for (const page of [one, two]) {
		await page.goto(at(`/marking/${essay}`));
		await page.getByRole('heading', { name: /^Answer / }).waitFor();
		expect(await page.getByText('What others gave').count()).toBe(0);
		await page.keyboard.press('4');
		await page.keyboard.press('Enter');
		await page
			.getByRole('status')
			.filter({ hasText: /^\s*Saved\s*$/ })
			.first()
			.waitFor();
	}
	await office.goto(at('/marking'));
	await office.getByRole('button', button('Close marking')).click();
	await office
		.getByRole('alertdialog', { name: 'Close marking?' })
		.getByRole('button', button('Close marking'))
		.click();
	await office.getByText('Marking is closed').waitFor();
	await office.goto(at('/results'));
	await office.getByRole('button', { name: 'Release results' }).click();
	await office
		.getByRole('dialog', { name: 'Release results' })
		.getByRole('button', button('Release'))
		.click();
	await office.getByText(/^Released since/).waitFor();
	const { page } = pupil;
	await page.goto(`${stack.origin}/exams`);
	await student.examCard(page, title).getByRole('link', { name: 'Open results' }).click();
	await page.getByText('4 of 10').first().waitFor();
});

test('a wrong key is put right, and the mark follows it', async () => {
	await office.goto(`${office.url().split('#')[0]}#keys`);
	await office.getByRole('button', { name: 'Change question 1', exact: true }).click();
	const dialog = office.getByRole('dialog', { name: 'Put a question right' });
	await dialog.getByRole('radio', { name: 'Option a' }).check();
	await dialog.getByRole('button', { name: 'See what changes' }).click();
	await dialog.getByText('Marks would change: 1 of 1 attempts').waitFor();
	await dialog.getByRole('textbox', { name: 'Reason' }).fill('It is a.');
	await dialog.getByRole('button', { name: 'Apply to everybody' }).click();
	await dialog.waitFor({ state: 'hidden' });
	await pupil.page.reload();
	await pupil.page.getByText('5 of 10').first().waitFor();
	await pupil.page
		.getByRole('region', { name: 'What changed since' })
		.getByText('It is a.')
		.waitFor();
});

test('no page broke the content policy, left the origin or threw', () => {
	for (const each of watched) expect(each).toEqual({ violations: [], foreign: [], errors: [] });
});
