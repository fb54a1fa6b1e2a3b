/** A sitting from its roster to the hand-in, in browsers: planned with a file, sat without a network, helped along by the proctor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '#sync/schema/administration.ts';
import { attemptList, sittingDetail, sittingList } from '#sync/schema/api.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { createdExam } from '#sync/schema/teaching.ts';
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
import { grantOf } from '../support/grants.ts';
import { findings } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';
import { verify } from '../support/verifier.ts';

const title = 'Tides and seasons';
const types = ['single_choice', 'numeric', 'essay'] as const;
const profiles = [createProfile(), createProfile(), createProfile()] as const;
let stack: Stack;
let staff: Chromium;
let pupil: Chromium;
let hall: Chromium;
let watched: Watched[];
let author: EdgeClient;
let exam: string;
let startCode: string;

beforeAll(async () => {
	stack = await startStack();
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const found = people.parse((await admin.ask('GET', '/admin/users?search=student1')).body);
	const granted = await admin.ask('POST', `/admin/users/${found.people[0]?.id}/accommodations`, {
		body: grantOf({ timeMultiplier: 1.25, breakMinutes: 10 })
	});
	expect(granted.status).toBe(201);
	author = await signedIn(stack.origin, 'teacher@demo.test');
	const added = await author.ask('POST', '/bank/items', {
		body: {
			items: types.map((type) => ({ ...authored(type), name: type })),
			shared: false,
			skipKnown: false,
			from: 'test'
		}
	});
	const items = bankAdded.parse(added.body).ids;
	const made = await author.ask('POST', '/teacher/exams', { body: { title, items } });
	exam = createdExam.parse(made.body).id;
	await author.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} });
	const launch = (at: 0 | 1 | 2) => launchChromium(profiles[at], { devices: {} });
	[staff, pupil, hall] = await Promise.all([launch(0), launch(1), launch(2)]);
	watched = await Promise.all(
		[staff, pupil, hall].map(({ context }) => watchPage(context, stack.origin))
	);
});
afterAll(async () => {
	await Promise.all([staff, pupil, hall].map((each) => each?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

const button = (name: string) => ({ name, exact: true });
/** As the field of a form wants it, in the browser's own zone. */
const local = (at: number) => {
	const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
	return shifted.toISOString().slice(0, 16);
};

test('a list from a file is looked up before it is scheduled, and who is unknown is named', async () => {
	const { page } = staff;
	await teacher.openConsole(page, stack.origin);
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
	await page.getByRole('textbox', { name: 'Proctors’ addresses' }).fill('proctor@demo.test');
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
	await answerAny(page);
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
	const { page } = hall;
	await teacher.openConsole(page, stack.origin, 'proctor@demo.test');
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
	expect((await student.secondsLeft(pupil.page)) - before).toBeGreaterThan(9 * 60);
	await teacher.studentRow(page, 'Student One').getByText('More time: in effect').waitFor();
});

test('a correction is read at its question, and a pause hides the questions until it ends', async () => {
	const { page } = hall;
	await page.getByRole('button', button('Pause')).click();
	await page
		.getByRole('alertdialog', { name: 'Pause the exam?' })
		.or(page.getByRole('dialog', { name: 'Pause the exam?' }))
		.getByRole('button', button('Pause now'))
		.click();
	await student.questionHeading(pupil.page).waitFor({ state: 'detached' });
	await page.getByRole('button', button('Let go on')).click();
	await page.getByRole('button', button('Let go on now')).click();
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
	const written = JSON.stringify(sessions);
	expect(written).toContain('\\\\\\"kind\\\\\\":\\\\\\"break');
	expect((await verify(JSON.stringify(exported.body))).code).toBe(0);
});

test('no page broke the content policy, left the origin or threw', () => {
	for (const each of watched) expect(each).toEqual({ violations: [], foreign: [], errors: [] });
});
