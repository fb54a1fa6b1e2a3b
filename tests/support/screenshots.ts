/** `npm run screenshots`: remakes the pictures of docs/screenshots and of the app's manifest from a fresh demo. Numbers in them are of a real run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { answerItem } from './answers.ts';
import { createProfile, deleteProfile, launchChromium } from './chromium.ts';
import { startStack } from './stack.ts';
import { goToNext, openCheck, signIn, startExam, waitReadyOffline } from './student.ts';
import { openAttempt, openConsole, openSitting, openTab } from './teacher.ts';
import { leavingFaceClip, quietClip } from './clips.ts';

const root = join(import.meta.dirname, '../..');
const EXAM = /Reading the world/;
const phone = { width: 390, height: 844 };
const laptop = { width: 1280, height: 800 };
const PAUSE_MS = 1_200;

const docs = join(root, 'docs/screenshots');
const manifest = join(root, 'static/screenshots');
for (const folder of [docs, manifest]) mkdirSync(folder, { recursive: true });

const stack = await startStack();
const profiles = [createProfile(), createProfile()] as const;
const student = await launchChromium(profiles[0], {
	devices: { camera: await leavingFaceClip(), microphone: quietClip() }
});
const teacher = await launchChromium(profiles[1], { devices: { none: true } });

async function take(page: Page, folder: string, name: string): Promise<void> {
	await page.waitForTimeout(PAUSE_MS);
	await page.screenshot({ path: join(folder, `${name}.png`) });
	console.log(`${name}.png`);
}

try {
	const { page } = student;
	await signIn(page, stack.origin, 'student1@demo.test');
	await waitReadyOffline(page, EXAM);
	await take(page, docs, 'exams');
	await page.setViewportSize(phone);
	await take(page, manifest, 'exams-narrow');
	await page.setViewportSize(laptop);
	await openCheck(page, EXAM);
	await startExam(page);
	for (let item = 1; item < 4; item++) {
		await answerItem(page);
		await goToNext(page);
	}
	await take(page, manifest, 'exam-wide');
	await page.setViewportSize(phone);
	await take(page, docs, 'exam-phone');
	await take(page, manifest, 'exam-narrow');
	await page.emulateMedia({ colorScheme: 'dark' });
	await take(page, docs, 'exam-phone-dark');
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(laptop);
	for (let item = 4; item < 9; item++) {
		await answerItem(page);
		await goToNext(page);
		await page.waitForTimeout(3_000);
	}
	const console_ = teacher.page;
	await openConsole(console_, stack.origin);
	await openSitting(console_, stack.origin, EXAM);
	await take(console_, docs, 'hall');
	await openAttempt(console_, 'Student One');
	await openTab(console_, 'Timeline');
	await take(console_, docs, 'timeline');
	await openTab(console_, 'Record');
	await take(console_, docs, 'record');
} finally {
	await student.close();
	await teacher.close();
	for (const profile of profiles) deleteProfile(profile);
	await stack.dispose();
}
