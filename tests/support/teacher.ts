/** A teacher or proctor at the console. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import { signIn } from './student.ts';

export async function openConsole(page: Page, origin: string, email = 'teacher@demo.test') {
	await signIn(page, origin, email);
	await page.waitForURL(/\/console/);
}

export async function openSitting(page: Page, origin: string, title: string | RegExp) {
	await page.goto(`${origin}/console`);
	await page.getByRole('main').getByRole('link', { name: title }).first().click();
	await studentsTable(page).waitFor();
}

export const studentsTable = (page: Page): Locator => page.getByRole('table', { name: 'Students' });

export const studentRow = (page: Page, name: string | RegExp): Locator =>
	studentsTable(page).getByRole('row').filter({ hasText: name });

export const startCodeOf = async (page: Page): Promise<string> =>
	((await page.getByLabel('Start code').first().textContent()) ?? '').trim();

/** The text of a cell by the heading above it. */
export async function cell(page: Page, name: string | RegExp, column: string): Promise<string> {
	const headings = await studentsTable(page).getByRole('columnheader').allTextContents();
	const index = headings.findIndex((heading) => heading.trim().startsWith(column));
	if (index < 0) throw new Error(`No column "${column}" among ${headings.join(', ')}.`);
	const cells = studentRow(page, name).locator('th, td');
	return ((await cells.nth(index).textContent()) ?? '').trim();
}

export async function openAttempt(page: Page, name: string | RegExp): Promise<void> {
	await studentRow(page, name).getByRole('link').first().click();
	await page.getByRole('tab', { name: 'Responses' }).waitFor();
}

export const openTab = (page: Page, name: 'Responses' | 'Timeline' | 'Record'): Promise<void> =>
	page.getByRole('tab', { name }).click();

/** Presses "Export bundle" and reads what was downloaded. */
export async function exportBundle(page: Page): Promise<string> {
	await openTab(page, 'Record');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Export bundle' }).click()
	]);
	return readFileSync(await download.path(), 'utf8');
}
