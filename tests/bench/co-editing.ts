/** From a key stroke of one teacher to the picture of it before another: two browsers, one draft, both clocks this machine's. */
import type { Page } from 'playwright';
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import { signIn } from '../support/student.ts';

const LETTERS = 60;
const PAUSE_MS = 60;

interface Noted {
	/** Epoch milliseconds. */
	strokes: number[];
}

/** Milliseconds per letter that one typed into the first question of the exam and the other saw painted. */
export async function strokesSeen(
	origin: string,
	exam: string,
	emails: [string, string]
): Promise<number[]> {
	const profiles = [createProfile(), createProfile()] as const;
	const browsers = await Promise.all(profiles.map((profile) => launchChromium(profile)));
	try {
		const [writer, reader] = browsers.map(({ page }) => page);
		if (!writer || !reader) throw new Error('A browser did not start.');
		await Promise.all([
			openQuestion(writer, origin, exam, emails[0]),
			openQuestion(reader, origin, exam, emails[1])
		]);
		await writer.evaluate(noteKeys);
		await reader.getByRole('textbox', { name: 'Question' }).evaluate(noteGrowth);
		const box = writer.getByRole('textbox', { name: 'Question' });
		await box.press('ControlOrMeta+End');
		for (let n = 0; n < LETTERS; n++) {
			await writer.keyboard.press('abcdefgh'[n % 8] ?? 'a');
			await writer.waitForTimeout(PAUSE_MS);
		}
		await reader.waitForFunction(
			(count) => (window as unknown as Noted).strokes.length >= count,
			LETTERS
		);
		const began = await writer.evaluate(() => (window as unknown as Noted).strokes);
		const seen = await reader.evaluate(() => (window as unknown as Noted).strokes);
		return began.map((at, n) => (seen[n] ?? Infinity) - at);
	} finally {
		for (const browser of browsers) await browser.close();
		profiles.forEach(deleteProfile);
	}
}

async function openQuestion(page: Page, origin: string, exam: string, email: string) {
	await signIn(page, origin, email);
	await page.waitForURL(/\/console$/);
	await page.goto(`${origin}/console/exams/${exam}`);
	await page.getByRole('main').locator('button[aria-expanded=false]').first().waitFor();
	await page.getByRole('main').locator('ol button[aria-expanded=false]').first().click();
	await page.getByRole('textbox', { name: 'Question' }).waitFor();
	await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
}

/** Runs in the writer's page. */
function noteKeys() {
	const strokes: number[] = [];
	Object.assign(window, { strokes });
	document.addEventListener(
		'keydown',
		({ key, timeStamp }) => {
			if (key.length === 1) strokes.push(performance.timeOrigin + timeStamp);
		},
		true
	);
}

/** Runs in the reader's page: a moment per letter that came, after the frame that shows it. */
function noteGrowth(box: Element) {
	if (!(box instanceof HTMLTextAreaElement)) throw new Error('No question is open.');
	const strokes: number[] = [];
	Object.assign(window, { strokes });
	const channel = new MessageChannel();
	let before = box.value.length;
	channel.port1.onmessage = () => {
		const now = performance.timeOrigin + performance.now();
		for (; before < box.value.length; before++) strokes.push(now);
	};
	const look = () => {
		if (box.value.length > before) channel.port2.postMessage(null);
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}
