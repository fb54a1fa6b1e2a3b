/** A change of device in the middle of an exam, in two browsers; and a browser whose data were cleared gets its work back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { attemptList, edgeKeys } from '#sync/schema/api.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { findings, findingsNow } from '../support/looks.ts';
import * as student from '../support/student.ts';
import * as teaching from '../support/teacher.ts';
import { scheduleWatched } from '../support/watched-sitting.ts';

const TITLE = 'On two devices';
const [EMAIL, OTHER] = ['student1@demo.test', 'student2@demo.test'] as const;
const plain = { camera: false, microphone: false, analyses: [] };
const profiles = [createProfile(), createProfile(), createProfile()] as const;
const browsers: Chromium[] = [];
let stack: EdgeStack;
let teacher: EdgeClient;
let sitting: string;
let old: Chromium;
let fresh: Chromium;
let office: Chromium;
const entered: string[] = [];

beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	sitting = await scheduleWatched(teacher, TITLE, [EMAIL, OTHER], plain);
	for (const profile of profiles)
		browsers.push(await launchChromium(profile, { devices: { none: true } }));
	[old, fresh, office] = browsers as [Chromium, Chromium, Chromium];
});
afterAll(async () => {
	await Promise.all(browsers.map((browser) => browser.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

async function openPrepared(page: Page, email: string): Promise<void> {
	await student.signIn(page, stack.origin, email);
	await student.waitReadyOffline(page, TITLE);
	await student.examCard(page, TITLE).getByRole('link', { name: 'Open' }).click();
	await page.getByRole('checkbox', { name: 'I have read the notice' }).waitFor();
}
/** Answers the question on the screen, whatever kind it is: each `way` another answer. */
async function answer(page: Page, way: number): Promise<string> {
	const main = page.getByRole('main');
	const boxes = main.getByRole('radio').or(main.getByRole('checkbox'));
	if ((await boxes.count()) > 0) await boxes.nth(way).check();
	else {
		await main
			.getByRole('textbox')
			.first()
			.fill(String(way + 1));
		await main.getByRole('textbox').first().blur();
	}
	await student.waitSaved(page);
	return shown(page);
}
/** What stands in the question on the screen. */
const shown = (page: Page): Promise<string> =>
	page
		.getByRole('main')
		.locator('input, textarea')
		.evaluateAll((fields) =>
			(fields as HTMLInputElement[])
				.map(({ type, checked, value }) => (/radio|checkbox/.test(type) ? checked : value))
				.join()
		);
const received = (page: Page) =>
	page.getByRole('status').filter({ hasText: 'Received' }).first().waitFor();
const attemptOf = async (email: string) => {
	const own = await signedIn(stack.origin, email);
	const { attempts } = attemptList.parse((await own.ask('GET', '/attempts')).body);
	return attempts.find((one) => one.sitting === sitting)?.id ?? '';
};
const goesOn = (page: Page) =>
	page.getByRole('status').filter({ hasText: 'This exam is open on another device' });

test('three answers are received on the first device, a fourth is only saved there', async () => {
	const { page, context } = old;
	await openPrepared(page, EMAIL);
	await student.startExam(page);
	for (let at = 0; at < 3; at++) {
		if (at > 0) await student.goToNext(page);
		entered.push(await answer(page, at % 2));
	}
	await received(page);
	await context.setOffline(true);
	await page.reload();
	await student.questionHeading(page).waitFor();
	await student.goToNext(page);
	entered.push(await answer(page, 0));
});

test('the second device says what continues, what may be missing and what stops, and waits for a word', async () => {
	const { page } = fresh;
	await page.setViewportSize({ width: 390, height: 844 });
	await openPrepared(page, EMAIL);
	const note = goesOn(page);
	await note.getByText(/You continue here with what had arrived by .*: 3 answers\./).waitFor();
	await note.getByText('What the other device has not sent yet can still arrive').waitFor();
	await note.getByText('the other device stops').waitFor();
	expect(await findings(page, () => page.locator('.alert').first().waitFor())).toEqual([]);
	await page.reload();
	await goesOn(page).waitFor();
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
	await page.getByRole('button', { name: 'Continue on this device' }).click();
	await page.getByText('Please confirm that you continue on this device.').waitFor();
});

test('confirmed, it goes on in the same place with the same answers and the same time', async () => {
	const { page } = fresh;
	await page.getByRole('checkbox', { name: 'I continue on this device' }).check();
	await page.getByRole('button', { name: 'Continue on this device' }).click();
	await student.questionHeading(page).waitFor();
	expect(await student.position(page)).toMatchObject({ number: 3 });
	const [there, here] = [await student.secondsLeft(old.page), await student.secondsLeft(page)];
	expect(Math.abs(there - here)).toBeLessThan(4);
	await page.getByText('You continue from another device').waitFor();
	await page.getByText(/^3 answers that had arrived by/).waitFor();
	expect(await findingsNow(page)).toEqual([]);
	for (const [at, label] of entered.slice(0, 3).entries()) {
		await student.goTo(page, at + 1);
		expect(await shown(page)).toBe(label);
	}
	await student.goTo(page, 4);
	expect(await shown(page)).not.toBe(entered[3]);
	const changed = await answer(page, 1);
	expect(changed).not.toBe(entered[3]);
	await received(page);
	// What was taken over is there after a reload too.
	await page.reload();
	await student.questionHeading(page).waitFor();
	await student.goTo(page, 2);
	expect(await shown(page)).toBe(entered[1]);
	await student.goTo(page, 4);
	expect(await shown(page)).toBe(changed);
	entered.push(changed);
});

test('the first device comes back: it is told calmly, sends what it had, and takes nothing more', async () => {
	const { page, context } = old;
	await context.setOffline(false);
	await page
		.getByRole('heading', { name: 'Your exam goes on on another device' })
		.waitFor({ timeout: 60_000 });
	await page.getByText('All that you entered here has been sent.').waitFor({ timeout: 30_000 });
	expect(await student.questionHeading(page).count()).toBe(0);
	const ready = () => page.getByRole('main').getByRole('link').first().waitFor();
	expect(await findings(page, ready)).toEqual([]);
});

test('the hall says on which device the student is, and since when', async () => {
	const { page } = office;
	await teaching.openConsole(page, stack.origin);
	await teaching.openSitting(page, stack.origin, TITLE);
	await teaching
		.studentRow(page, 'Student One')
		.getByText(/^Device 2 since/)
		.waitFor();
	expect(await findingsNow(page)).toEqual([]);
});

test('handed in, the answers of both devices stand side by side for a person, and nothing is mixed', async () => {
	await student.handIn(fresh.page);
	const attempt = await attemptOf(EMAIL);
	const { page } = office;
	await teaching.studentRow(page, 'Student One').getByText('Held').first().waitFor();
	await page.goto(`${stack.origin}/console/sittings/${sitting}/held/${attempt}`);
	await page.getByText('Answers on a device that had been left').waitFor();
	const conflicts = page.getByRole('region', { name: 'Answered on several devices' });
	await conflicts.waitFor();
	expect(await conflicts.getByRole('listitem').filter({ hasText: 'Question 4' }).count()).toBe(1);
	expect(await conflicts.getByRole('heading', { level: 3 }).count()).toBe(1);
	const sides = conflicts.getByRole('heading', { level: 4 });
	expect(await sides.allTextContents()).toEqual(['Device 1', 'Device 2']);
	await conflicts.getByText('before the change of device').waitFor();
	expect(
		await findings(page, () =>
			page.locator('#held-devices').or(page.getByRole('alert')).first().waitFor()
		)
	).toEqual([]);

	const { keys } = edgeKeys.parse((await teacher.ask('GET', '/keys')).body);
	const { body } = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
	const { claims, unbroken } = await verifyBundle(bundleSchema.parse(body), { trusted: keys });
	expect(claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(claims.find(({ id }) => id === 'sessions_linked')).toMatchObject({ status: 'pass' });
	expect(unbroken).toBe(true);
});

test('a browser whose data were cleared gets back what was received, and says what cannot come back', async () => {
	const { page, context } = old;
	await page.goto(`${stack.origin}/exams`);
	await context.clearCookies();
	const cdp = await context.newCDPSession(page);
	const clear = () =>
		cdp.send('Storage.clearDataForOrigin', { origin: stack.origin, storageTypes: 'all' });
	await page.goto('about:blank');
	await clear();
	await openPrepared(page, OTHER);
	await student.startExam(page);
	const first = await answer(page, 1);
	await student.goToNext(page);
	const second = await answer(page, 0);
	await received(page);
	await context.clearCookies();
	await page.goto('about:blank');
	await clear();

	await openPrepared(page, OTHER);
	await goesOn(page)
		.getByText(/: 2 answers\./)
		.waitFor();
	await goesOn(page)
		.getByText(/what you entered after .* did not arrive and cannot be brought back/)
		.waitFor();
	await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
	await page.getByRole('checkbox', { name: 'I continue on this device' }).check();
	await page.getByRole('button', { name: 'Continue on this device' }).click();
	await student.questionHeading(page).waitFor();
	expect(await shown(page)).toBe(second);
	await student.goTo(page, 1);
	expect(await shown(page)).toBe(first);
});
