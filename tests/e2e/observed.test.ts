/**
 * What is observed, from the student's side: tried and measured before the exam, not accepted and answered by a teacher, and open to
 * a look in the middle of it.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { asset } from '../support/assets.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { findings, findingsNow } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';

const title = 'Reading the world in numbers';
/** A model starts slowly on a machine without a graphics card. */
const MODELS = { timeout: 120_000 };
const profiles = { calm: createProfile(), leaving: createProfile(), staff: createProfile() };
let stack: Stack;
let calm: Chromium;
let leaving: Chromium;
let staff: Chromium;

beforeAll(async () => {
	stack = await startStack();
	const microphone = quietClip();
	const leaves = await leavingFaceClip();
	calm = await launchChromium(profiles.calm, {
		devices: { camera: asset('camera/one_face.mjpeg') ?? leaves, microphone }
	});
	leaving = await launchChromium(profiles.leaving, { devices: { camera: leaves, microphone } });
	staff = await launchChromium(profiles.staff);
});
afterAll(async () => {
	for (const browser of [calm, leaving, staff]) await browser?.close().catch(() => undefined);
	await stack?.dispose();
	for (const profile of Object.values(profiles)) deleteProfile(profile);
});

async function toCheck(page: Page, who: string): Promise<void> {
	await student.signIn(page, stack.origin, `${who}@demo.test`);
	await student.waitReadyOffline(page, title);
	await student.openCheck(page, title);
}
const notice = (page: Page) =>
	page.getByRole('region', { name: 'What is watched and what is kept' });

describe('before the exam', () => {
	test('the models say what they see, three seconds straight ahead are measured, and the report is a file', async () => {
		const { page } = calm;
		await toCheck(page, 'student1');
		// Allowed already, they are opened by themselves.
		await page.getByLabel('Your camera’s picture').waitFor(MODELS);
		const seen = page.getByRole('group', { name: 'What the program on this device sees' });
		await seen.getByText('One face, well in the picture.').waitFor(MODELS);
		await seen.getByText('The room can be heard, and is quiet enough.').waitFor(MODELS);
		await page.getByRole('button', { name: 'Begin the three seconds' }).click();
		await page.getByText('Measured. This stays on this device.').waitFor(MODELS);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Download the report' }).click()
		]);
		const report = readFileSync(await download.path(), 'utf8');
		expect(download.suggestedFilename()).toMatch(/^checks-\d{4}-\d\d-\d\d\.txt$/);
		for (const line of [
			'Report of the checks before the exam',
			title,
			'Camera: Passed',
			'Camera: One face, well in the picture.',
			'Look straight ahead: Measured. This stays on this device.'
		])
			expect(report).toContain(line);
	}, 300_000);

	test('the notice names the checks, what stays, what leaves, who sees it and how to object', async () => {
		for (const text of [
			'What stays on this device',
			'What leaves this device',
			'How long it is kept',
			'Who sees it',
			'Who decides, and how to object'
		])
			await notice(calm.page).getByRole('heading', { name: text }).waitFor();
		await notice(calm.page)
			.getByText(/Noted: No face in view · More than one face in view/)
			.waitFor();
	});
});

describe('who cannot accept it', () => {
	test('is in the hall at once, and is told there when the teacher answers', async () => {
		const { page } = calm;
		await teacher.openConsole(staff.page, stack.origin);
		await teacher.openSitting(staff.page, stack.origin, title);
		await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
		await page.getByRole('button', { name: 'I cannot accept this' }).click();
		const dialog = page.getByRole('dialog', { name: 'What can you not accept?' });
		await dialog.getByLabel('What it is about').selectOption({ label: 'The camera' });
		await dialog.getByLabel('In your own words').fill('My family is in the room.');
		expect(await findingsNow(page)).toEqual([]);
		await dialog.getByRole('button', { name: 'Tell my teacher' }).click();
		await page.getByRole('status').getByText('Your teacher has been told').waitFor();

		const waiting = staff.page.getByRole('region', { name: 'Cannot accept the notice' });
		await waiting.getByText('My family is in the room.').waitFor();
		expect(await findingsNow(staff.page)).toEqual([]);
		await waiting.getByRole('button', { name: 'Answer' }).click();
		const answer = staff.page.getByRole('dialog', { name: /^Answer / });
		expect(await answer.getByRole('checkbox', { name: 'No camera' }).isChecked()).toBe(true);
		await answer.getByLabel('A word to the student').fill('Of course.');
		expect(await findingsNow(staff.page)).toEqual([]);
		await answer.getByRole('button', { name: 'Send the answer' }).click();
		await waiting.waitFor({ state: 'detached' });

		await page
			.getByRole('status')
			.getByText('Your teacher has answered')
			.waitFor({ timeout: 40_000 });
		await page.getByText(/“Of course\.”/).waitFor();
		await notice(page).getByText('No camera. A teacher of this exam decided this.').waitFor();
		// Another notice is to be read again.
		const read = page.getByRole('checkbox', { name: 'I have read the notice' });
		expect(await read.isChecked()).toBe(false);
	}, 180_000);

	test('sits the exam without what was switched off, and sees in it whose decision that was', async () => {
		const { page } = calm;
		expect(
			await findings(page, () => page.locator('form').getByRole('checkbox').waitFor())
		).toEqual([]);
		await page.reload();
		await student.startExam(page);
		await page.getByRole('button', { name: 'What is being observed' }).click();
		const sheet = page.getByRole('dialog', { name: 'What is being observed' });
		await sheet.getByText('Camera', { exact: true }).click();
		await sheet.getByText('Off for you: a teacher of this exam decided this').first().waitFor();
		const microphone = sheet.getByRole('region', { name: 'The microphone now' });
		await microphone.getByText('Microphone on').waitFor(MODELS);
		const watching = page.getByRole('group', { name: 'What is on' });
		expect(await watching.getByText(/Camera/).count()).toBe(0);
	}, 240_000);
});

test('in the middle of the exam a student sees what the sensors say and what was noted so far', async () => {
	const { page } = leaving;
	await toCheck(page, 'student2');
	await student.startExam(page);
	await page.getByRole('button', { name: 'What is being observed' }).click();
	const sheet = page.getByRole('dialog', { name: 'What is being observed' });
	await sheet.getByText('Faces in the picture').waitFor(MODELS);
	await sheet.getByText('Loudness').waitFor(MODELS);
	const noted = sheet.getByRole('region', { name: 'Noted so far' });
	await noted
		.getByText(/^No face in view/)
		.first()
		.waitFor(MODELS);
	expect(await findingsNow(page)).toEqual([]);
	// After a reload what was noted before is still there.
	await page.keyboard.press('Escape');
	await page.reload();
	await student.questionHeading(page).waitFor();
	await page.getByRole('button', { name: 'What is being observed' }).click();
	await noted
		.getByText(/^No face in view for/)
		.first()
		.waitFor();
}, 300_000);
