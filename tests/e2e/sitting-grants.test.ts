/** Extra time and breaks for one sitting: a teacher gives and takes them back on its roster by keyboard, and each student has what is theirs. */
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyPresets } from '#sync/policy-presets.ts';
import { attemptList } from '#sync/schema/api.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { authored } from '#sync/testing/every-item.ts';
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
import { openConsole } from '../support/teacher.ts';

const title = 'Clouds and rain';
const minute = 60_000;
/** For everybody. */
const PLANNED = 40;
const students = ['student1@demo.test', 'student2@demo.test'] as const;
const profiles = [createProfile(), createProfile(), createProfile()] as const;
let stack: Stack;
let browsers: Chromium[];
let office: Page;
let first: Page;
let second: Page;
let watched: Watched[];
let plan: string;

beforeAll(async () => {
	stack = await startStack();
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	plan = `${stack.origin}/console/sittings/${await scheduled(teacher)}/plan`;
	browsers = await Promise.all(profiles.map((profile) => launchChromium(profile)));
	const [a, b, c] = browsers;
	if (!a || !b || !c) throw new Error('A browser did not start.');
	[office, first, second] = [a.page, b.page, c.page];
	watched = await Promise.all(browsers.map(({ context }) => watchPage(context, stack.origin)));
	await openConsole(office, stack.origin);
});
afterAll(async () => {
	await Promise.all((browsers ?? []).map((browser) => browser.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

async function scheduled(teacher: EdgeClient): Promise<string> {
	const items = (['single_choice', 'numeric'] as const).map((type) => authored(type));
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: false, from: 'test' }
	});
	const { ids } = bankAdded.parse(added.body);
	const made = await teacher.ask('POST', '/teacher/exams', { body: { title, items: ids } });
	const { id } = createdExam.parse(made.body);
	await teacher.ask('POST', `/teacher/exams/${id}/publish`, { body: {} });
	const sitting = await teacher.ask('POST', `/teacher/exams/${id}/sittings`, {
		body: {
			opensAt: Date.now() - minute,
			closesAt: Date.now() + 180 * minute,
			durationMs: PLANNED * minute,
			policy: policyPresets.quiet,
			students,
			teachers: [],
			proctors: []
		}
	});
	return createdSitting.parse(sitting.body).id;
}

/** As their own list has it, whatever a page shows. */
async function listed(email: string) {
	const client = await signedIn(stack.origin, email);
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	return attempts.find(({ examTitle }) => examTitle === title);
}

const roster = () => office.getByRole('table', { name: 'Roster' });
const rowOf = (name: string) => roster().getByRole('row').filter({ hasText: name });
const giving = (name: string) =>
	office.getByRole('button', { name: `Extra time, breaks: ${name}`, exact: true });
const dialogFor = (name: string) =>
	office.getByRole('dialog', { name: `Extra time and breaks for ${name}` });
const isFocused = (there: Locator) => there.evaluate((each) => each === document.activeElement);

/** With the tabulator alone, from where the focus is. */
async function tabTo(there: Locator): Promise<void> {
	await there.waitFor();
	for (let presses = 0; presses < 100; presses++) {
		if (await isFocused(there)) return;
		await office.keyboard.press('Tab');
	}
	throw new Error(`The tabulator never reaches ${String(there)}.`);
}

async function press(there: Locator): Promise<void> {
	await tabTo(there);
	await office.keyboard.press('Enter');
}

async function type(there: Locator, text: string): Promise<void> {
	await tabTo(there);
	await office.keyboard.press('ControlOrMeta+a');
	await office.keyboard.type(text);
}

async function openPlan(): Promise<void> {
	await office.goto(plan);
	await roster().waitFor();
}

async function give(name: string, minutes: { extra: string; breaks: string }): Promise<void> {
	await press(giving(name));
	const dialog = dialogFor(name);
	await type(dialog.getByRole('textbox', { name: 'Extra minutes' }), minutes.extra);
	await type(dialog.getByRole('textbox', { name: 'Minutes of breaks' }), minutes.breaks);
	await press(dialog.getByRole('button', { name: 'Give it', exact: true }));
	await dialog.waitFor({ state: 'detached' });
	await office.getByRole('log').getByText(`Given to ${name}, for this sitting`).waitFor();
	expect(await isFocused(giving(name))).toBe(true);
}

test('a student’s device has the exam before anything is given', async () => {
	for (const [page, email] of [
		[first, students[0]],
		[second, students[1]]
	] as const) {
		await student.signIn(page, stack.origin, email);
		await student.waitReadyOffline(page, title);
		await student.examCard(page, title).getByText('40 minutes', { exact: true }).waitFor();
	}
});

test('the dialog and the roster are without a finding in every look, and no page of an admin is offered', async () => {
	await openPlan();
	expect(await office.getByRole('link', { name: 'People' }).count()).toBe(0);
	const opened = async () => {
		// The same in every language: the first of the first student's.
		const there = office.getByRole('table').getByRole('row').nth(1).getByRole('button').first();
		await there.press('Enter');
		await office.getByRole('dialog').getByRole('textbox').first().waitFor();
	};
	expect(await findings(office, opened)).toEqual([]);
});

test('extra time and breaks are given by keyboard, and the focus is back where it was', async () => {
	await openPlan();
	await give('Student One', { extra: '20', breaks: '10' });
	await rowOf('Student One')
		.getByText(/For this sitting, by .*: 20 minutes more · Breaks of 10 minutes in all/)
		.waitFor();
	await give('Student Two', { extra: '15', breaks: '5' });
	await rowOf('Student Two').getByText('15 minutes more').waitFor();
	expect(await findings(office, () => office.getByRole('table').waitFor())).toEqual([]);
});

test('both students read their own time, and of the other exam nothing changed', async () => {
	for (const [page, more] of [
		[first, '1 hour (20 minutes more than planned for everyone)'],
		[second, '55 minutes (15 minutes more than planned for everyone)']
	] as const) {
		await page.reload();
		await student.examCard(page, title).getByText(more).waitFor();
		await page.getByRole('article').filter({ hasNotText: title }).first().waitFor();
		expect(await page.getByText('more than planned').count()).toBe(1);
	}
	expect((await listed(students[1]))?.durationMs).toBe((PLANNED + 15) * minute);
});

test('taken back by keyboard it is gone from the roster, and the other’s stays', async () => {
	await openPlan();
	await press(giving('Student Two'));
	await press(dialogFor('Student Two').getByRole('button', { name: 'Take it back', exact: true }));
	const question = office.getByRole('alertdialog', {
		name: 'Take back what was given to Student Two?'
	});
	await press(question.getByRole('button', { name: 'Take it back', exact: true }));
	await question.waitFor({ state: 'detached' });
	await rowOf('Student Two').getByText('15 minutes more').waitFor({ state: 'detached' });
	expect(await rowOf('Student Two').getByText('For this sitting').count()).toBe(0);
	expect(await isFocused(giving('Student Two'))).toBe(true);
	await rowOf('Student One').getByText('20 minutes more').waitFor();
	expect(await listed(students[1])).toMatchObject({ durationMs: PLANNED * minute });
	expect((await listed(students[1]))?.accommodation).toBeUndefined();
});

test('the student reads the longer time and the breaks before the start, and has them in the exam', async () => {
	await first.reload();
	await student.waitReadyOffline(first, title);
	await student.openCheck(first, title);
	await first.getByText('1 hour (20 minutes more than planned for everyone)').waitFor();
	await first
		.getByRole('note')
		.filter({ hasText: 'Arranged for you' })
		.getByText('as many as you like, 10 minutes in all')
		.waitFor();
	await student.startExam(first);
	const left = await student.secondsLeft(first);
	expect(left).toBeGreaterThan((PLANNED + 10) * 60);
	expect(left).toBeLessThanOrEqual((PLANNED + 20) * 60);
	await first.getByRole('button', { name: 'Take a break', exact: true }).click();
	await first.getByRole('heading', { name: 'You are on a break' }).waitFor();
});

test('for whom it was taken back, the exam has the time of everybody and no breaks', async () => {
	await second.reload();
	await student.waitReadyOffline(second, title);
	await student.examCard(second, title).getByText('40 minutes', { exact: true }).waitFor();
	await student.openCheck(second, title);
	expect(await second.getByText('Arranged for you').count()).toBe(0);
	await student.startExam(second);
	expect(await student.secondsLeft(second)).toBeLessThanOrEqual(PLANNED * 60);
	expect(await second.getByRole('button', { name: 'Take a break', exact: true }).count()).toBe(0);
});

test('no page broke the content policy, left the origin or threw', () => {
	for (const each of watched) expect(each).toEqual({ violations: [], foreign: [], errors: [] });
});
