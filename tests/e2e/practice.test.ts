/**
 * The practice exam: a student for whom no exam waits takes it by the road of a real one, part of it without a network, and sees how it
 * went for the device and what was right.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { asset } from '../support/assets.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { inDatabase } from '../support/database.ts';
import { findings, settled } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';

const profile = createProfile();
const MODELS = { timeout: 120_000 };
let stack: Stack;
let browser: Chromium;
beforeAll(async () => {
	stack = await startStack();
	await inDatabase(stack, (query) =>
		query(
			`with fresh as (insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), institution_id, 'newcomer@demo.test', 'New Comer', '{student}', now() from users
				where email = 'admin@demo.test' returning id)
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`
		)
	);
	browser = await launchChromium(profile, {
		devices: {
			camera: asset('camera/one_face.mjpeg') ?? (await leavingFaceClip()),
			microphone: quietClip()
		}
	});
});
afterAll(async () => {
	await browser?.close().catch(() => undefined);
	await stack?.dispose();
	deleteProfile(profile);
});

/** In both directions of writing; in English again afterwards. */
async function expectNoFindings(page: Page): Promise<void> {
	expect(await findings(page, settled(page))).toEqual([]);
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.reload();
}

test('no exam waits, and there is one to try out', async () => {
	const { page } = browser;
	await student.signIn(page, stack.origin, 'newcomer@demo.test');
	await page.getByText('No exams for you yet').waitFor();
	expect(await page.getByRole('article').count()).toBe(0);
	await expectNoFindings(page);
	await page.getByRole('link', { name: 'Try it out' }).click();
	// The list that it leaves has a heading of the same words.
	await page.waitForURL(/\/exams\/practice$/);
	await page.getByRole('heading', { level: 1, name: 'Practice exam' }).waitFor();
	await expectNoFindings(page);
}, 180_000);

test('it is begun with the checks and the notice of a real exam, and nobody is asked for anything', async () => {
	const { page } = browser;
	await page.getByRole('button', { name: 'Begin practice' }).click();
	await page.getByRole('heading', { name: 'Before you start' }).waitFor();
	await page.getByText('This is a practice').waitFor();
	const notice = page.getByRole('region', { name: 'What is watched and what is kept' });
	await notice.waitFor(MODELS);
	await page.getByLabel('Your camera’s picture').waitFor(MODELS);
	await page.getByRole('button', { name: 'Begin the three seconds' }).waitFor(MODELS);
	expect(await page.getByRole('button', { name: 'I cannot accept this' }).count()).toBe(0);
	await expectNoFindings(page);
	await page.getByRole('checkbox', { name: 'I have read the notice' }).waitFor();
	await student.startExam(page);
	expect(await student.position(page)).toEqual({ number: 1, of: 6 });
}, 300_000);

test('the edge goes away in the middle: answers, a reload and the hand-in do without it', async () => {
	const { page } = browser;
	await page.getByRole('radio').first().check();
	await student.goToNext(page);
	await stack.stop();
	for (const box of ['8', '12']) await page.getByRole('checkbox', { name: box }).check();
	await student.goToNext(page);
	await page.getByRole('textbox', { name: 'Your answer' }).fill('90');
	await student.waitSaved(page);
	await page.reload();
	await student.questionHeading(page).waitFor({ timeout: 30_000 });
	expect(await page.getByRole('textbox', { name: 'Your answer' }).inputValue()).toBe('90');
	await student.goToNext(page);
	await page.getByRole('textbox', { name: 'Your answer' }).fill('Wednesday');
	await student.goToNext(page);
	await page.getByRole('button', { name: 'Move up: Hand in' }).click();
	await student.waitSaved(page);
	await student.goToNext(page);
	await page.getByRole('textbox', { name: 'Your answer' }).fill('One line,\nand another.');
	await student.waitSaved(page);
	// So long that what camera and microphone gave has been counted.
	await page.waitForTimeout(12_000);
	await student.handIn(page);
	await page.getByRole('status').filter({ hasText: 'Waiting for network' }).waitFor();
}, 180_000);

test('the end says how it went for the device and what was right, before there is a network', async () => {
	const { page } = browser;
	const device = page.getByRole('region', { name: 'How it went for this device' });
	await device.getByText('Answers saved: 6 of 6').waitFor();
	await device.getByText(/^Unbroken, \d+ entries\.$/).waitFor();
	await device.getByText('Not yet. It goes by itself when there is a network.').waitFor();
	await device.getByText('It worked').first().waitFor();
	const answers = page.getByRole('region', { name: 'The right answers' });
	expect(await answers.getByRole('article').count()).toBe(6);
	const fourth = answers.getByRole('article', { name: 'Question 4' });
	const said = (await fourth.textContent()) ?? '';
	expect(said.indexOf('Wednesday')).toBeLessThan(said.indexOf('Tuesday'));
	expect(await page.getByText(/points/i).count()).toBe(0);
	await stack.start();
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	await device.getByText('All of it has arrived, and was receipted.').waitFor();
	expect((await page.getByLabel('Receipt').textContent())?.trim()).not.toBe('');
	await expectNoFindings(page);
}, 240_000);

test('it leaves no exam behind and may be taken again', async () => {
	const { page } = browser;
	await page.getByRole('link', { name: 'My exams' }).first().click();
	await page.getByText('No exams for you yet').waitFor();
	await page.getByRole('link', { name: 'Try it out' }).click();
	await page.waitForURL(/\/exams\/practice$/);
	await page.getByRole('button', { name: 'Begin practice' }).click();
	await page.getByRole('button', { name: 'Start exam' }).waitFor();
	// Once begun, the page leads on to it.
	await page.goto(`${stack.origin}/exams/practice`);
	await page.getByRole('link', { name: 'Go on with your practice' }).waitFor();
}, 120_000);
