/** Something entered for whatever is asked, by the roles and names a student has: for exams that others wrote. */
import type { Page } from 'playwright';

/** Answers whether there was anything to enter. */
export async function answerAny(page: Page): Promise<boolean> {
	const main = page.getByRole('main');
	const radios = main.getByRole('radio');
	if ((await radios.count()) > 0) {
		await radios.first().check();
		return true;
	}
	const boxes = main.getByRole('checkbox');
	if ((await boxes.count()) > 0) {
		await boxes.first().check();
		return true;
	}
	const asIs = main.getByRole('button', { name: 'Use this order' });
	if ((await asIs.count()) > 0) {
		await asIs.click();
		return true;
	}
	const lists = main.getByRole('combobox');
	for (let n = 0; n < (await lists.count()); n++) await lists.nth(n).selectOption({ index: 1 });
	const fields = main.getByRole('textbox');
	for (let n = 0; n < (await fields.count()); n++) {
		await fields.nth(n).fill('2');
		await fields.nth(n).blur();
	}
	return (await lists.count()) + (await fields.count()) > 0;
}
