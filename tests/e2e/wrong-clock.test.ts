/** A device whose wall clock is an hour off: it is said, and the time left is what it should be. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerItem } from '../support/answers.ts';
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import { shiftClock } from '../support/device.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';

const HOUR = 3_600_000;
const title = /./;
let stack: Stack;
beforeAll(async () => {
	stack = await startStack();
});
afterAll(() => stack.dispose());

test.each([
	{ by: HOUR, says: 'ahead', email: 'student1@demo.test' },
	{ by: -HOUR, says: 'behind', email: 'student2@demo.test' }
])('an hour $says', async ({ by, says, email }) => {
	const profile = createProfile();
	const { page, context, close } = await launchChromium(profile, { devices: {}, bypassCSP: true });
	await shiftClock(context, by);
	await student.signIn(page, stack.origin, email);
	await student.waitReadyOffline(page, title);
	await student.openCheck(page, title);
	await page.getByText(new RegExp(`(1 hour|60 min).* ${says}`)).waitFor();
	await student.startExam(page);
	const [full, began] = [await student.secondsLeft(page), Date.now()];
	expect(full).toBeGreaterThan(60);
	await answerItem(page);
	await page.reload();
	await student.questionHeading(page).waitFor();
	const passed = (Date.now() - began) / 1000;
	expect(Math.abs(full - (await student.secondsLeft(page)) - passed)).toBeLessThan(2);
	await student.handIn(page);
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 30_000 });
	await close();
	deleteProfile(profile);
});
