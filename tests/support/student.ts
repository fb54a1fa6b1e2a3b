/** A student at the screen: finds things by the roles and names that docs promise, never by the page's inside. */
import type { Locator, Page } from 'playwright';

export const PASSWORD = 'invigil-demo';

export async function signIn(page: Page, origin: string, email: string, password = PASSWORD) {
	await page.goto(`${origin}/`);
	await page.getByRole('textbox', { name: 'Email' }).fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

export const examCard = (page: Page, title: string | RegExp): Locator =>
	page.getByRole('article', { name: title });

export async function waitReadyOffline(page: Page, title: string | RegExp): Promise<void> {
	await examCard(page, title)
		.getByRole('status')
		.filter({ hasText: 'Ready offline' })
		.waitFor({ timeout: 90_000 });
}

export async function openCheck(page: Page, title: string | RegExp): Promise<void> {
	await examCard(page, title).getByRole('link', { name: 'Open' }).click();
	await page.getByRole('button', { name: 'Start exam' }).waitFor();
}

/** From the check page into the exam; the code is typed where it is asked for. */
export async function startExam(page: Page, code?: string): Promise<void> {
	await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
	if (code !== undefined) await page.getByRole('textbox', { name: 'Start code' }).fill(code);
	await page.getByRole('button', { name: 'Start exam' }).click();
	if (code === undefined || /^\w{5}-\w{5}$/.test(code)) await questionHeading(page).waitFor();
}

const TO_START_MS = 60_000;

/** From the check page into an exam that may have been begun elsewhere: then it says so, as soon as it knows, and asks. */
export async function startOrContinue(page: Page): Promise<void> {
	await page.getByRole('checkbox', { name: 'I have read the notice' }).check();
	const confirm = page.getByRole('checkbox', { name: 'I continue on this device' });
	const go = page.getByRole('button', { name: /^(Start exam|Continue on this device)$/ });
	const heading = questionHeading(page);
	for (const until = Date.now() + TO_START_MS; !(await heading.isVisible());) {
		if (Date.now() > until) throw new Error('The exam does not begin.');
		if (await confirm.isVisible()) await confirm.check();
		if ((await go.isVisible()) && (await go.isEnabled())) await go.click();
		await page.waitForTimeout(500);
	}
}

export const questionHeading = (page: Page): Locator =>
	page.getByRole('heading', { name: /^Question \d+ of \d+$/ });

export async function position(page: Page): Promise<{ number: number; of: number }> {
	const text = (await questionHeading(page).textContent()) ?? '';
	const [, number = '', of = ''] = /Question (\d+) of (\d+)/.exec(text) ?? [];
	return { number: Number(number), of: Number(of) };
}

/** Where the work is, as the screen says it. */
export const whereWorkIs = (page: Page): Locator =>
	page.getByRole('status').filter({ hasText: /Saved on this device|Received/ });

/** Waits until the screen says of what was just entered that it is safe. */
export async function waitSaved(page: Page): Promise<void> {
	// What is shown now may still be about what was entered before: let the page paint first.
	await page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
	);
	await whereWorkIs(page).first().waitFor();
}

export async function goToNext(page: Page): Promise<void> {
	const { number, of } = await position(page);
	await page.getByRole('button', { name: 'Next' }).click();
	await page.getByRole('heading', { name: `Question ${number + 1} of ${of}` }).waitFor();
}

export async function goTo(page: Page, number: number): Promise<void> {
	const map = page.getByRole('navigation', { name: 'Questions' });
	await map.getByRole('button', { name: new RegExp(`^Question ${number},`) }).click();
	await page.getByRole('heading', { name: new RegExp(`^Question ${number} of`) }).waitFor();
}

export async function handIn(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Hand in', exact: true }).click();
	await page
		.getByRole('dialog', { name: 'Hand in?' })
		.getByRole('button', { name: 'Hand in now' })
		.click();
	await page.getByRole('heading', { name: 'Handed in' }).waitFor();
}

/** What "Time left" shows, in seconds. */
export async function secondsLeft(page: Page): Promise<number> {
	const text = (await page.getByRole('timer', { name: 'Time left' }).textContent()) ?? '';
	const parts = (/\d+(?::\d{2})+/.exec(text)?.[0] ?? '').split(':').map(Number);
	return parts.reduce((sum, part) => sum * 60 + part, 0);
}
