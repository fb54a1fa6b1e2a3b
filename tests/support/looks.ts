/** A page in light and dark, left to right and right to left, phone and laptop, and what axe says of each. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
	[
		{ width: 390, height: 844 },
		{ width: 1280, height: 800 }
	].map((size) => ({ colorScheme, size }))
);

/** Goes through all looks in both directions of writing and says what axe finds, with where it was. */
export async function findings(page: Page, ready: () => Promise<unknown>): Promise<string[]> {
	const found: string[] = [];
	for (const locale of ['en', 'ar']) {
		await page.evaluate((value) => localStorage.setItem('PARAGLIDE_LOCALE', value), locale);
		await page.reload();
		await ready();
		expect(await page.locator('html').getAttribute('lang')).toBe(locale);
		expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
		for (const { colorScheme, size } of looks)
			found.push(
				...(await findingsIn(page, colorScheme, size)).map(
					(each) => `${locale} ${colorScheme} ${size.width}: ${each}`
				)
			);
	}
	await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'en'));
	return found;
}

async function findingsIn(
	page: Page,
	colorScheme: 'light' | 'dark',
	size: { width: number; height: number }
): Promise<string[]> {
	await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
	await page.setViewportSize(size);
	return findingsNow(page);
}

/** As the page stands: an open dialog would not outlive a reload. */
export async function findingsNow(page: Page): Promise<string[]> {
	// What is measured and drawn anew for a size or a theme has been.
	await page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
	);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	let violations = await violationsOf(page);
	// On a busy machine a theme is still being drawn when it is measured: a finding is one that stays.
	if (violations.length > 0) {
		await page.waitForTimeout(1_500);
		violations = await violationsOf(page);
	}
	return [
		...(wide > 0 ? [`${wide} px wider than the screen`] : []),
		...violations.map(
			({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`
		)
	];
}

/** In the page itself: the detour over a second page is for frames of other origins, which the content security policy keeps out. */
const violationsOf = async (page: Page) =>
	(
		await new AxeBuilder({ page })
			.setLegacyMode()
			.options({ resultTypes: ['violations'] })
			.analyze()
	).violations;

export const settled = (page: Page) => async () => {
	await page.getByRole('main').waitFor();
	await page.waitForLoadState('networkidle');
};
