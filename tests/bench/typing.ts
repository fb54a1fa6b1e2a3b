/** From a key stroke to the paint that shows it, and to the moment the screen calls it saved: measured inside the page. */
import type { Page } from 'playwright';
import { goTo, goToNext } from '../support/student.ts';

/** Types `strokes` letters into an essay, at the pace of a quick typist. */
export async function strokesToPaint(page: Page, strokes = 150): Promise<number[]> {
	await openItemWith(page, 'textarea');
	await page.evaluate(() => {
		const times: number[] = [];
		Object.assign(window, { strokesToPaint: times });
		const channel = new MessageChannel();
		let pending: number[] = [];
		// A message posted in an animation frame arrives after that frame is on the screen.
		channel.port1.onmessage = () => {
			times.push(...pending.map((at) => performance.now() - at));
			pending = [];
		};
		document.addEventListener(
			'keydown',
			(event) => {
				pending.push(event.timeStamp);
				requestAnimationFrame(() => channel.port2.postMessage(null));
			},
			true
		);
	});
	const box = page.locator('textarea');
	await box.focus();
	for (let i = 0; i < strokes; i++) {
		await page.keyboard.press(i % 6 === 5 ? 'Space' : ('abcdefgh'[i % 8] ?? 'a'));
		await page.waitForTimeout(40 + (i % 5) * 8);
	}
	return page.evaluate(() => (window as unknown as { strokesToPaint: number[] }).strokesToPaint);
}

/** Chooses with the keyboard, again and again: a choice is saved at once, so nothing but the saving is waited for. */
export async function choicesToSaved(page: Page, choices = 60): Promise<number[]> {
	await openItemWith(page, 'input[type=radio]');
	await page.evaluate(() => {
		const times: number[] = [];
		Object.assign(window, { choicesToSaved: times });
		let began: number | null = null;
		let saving = false;
		document.addEventListener(
			'keydown',
			(event) => {
				began = event.timeStamp;
				saving = false;
			},
			true
		);
		const look = () => {
			const said = [...document.querySelectorAll('[role=status]')]
				.map((status) => status.textContent ?? '')
				.join();
			// What is said before "Saving…" is still about the choice before.
			saving ||= said.includes('Saving');
			if (began === null || !saving || !/Saved on this device|Received/.test(said)) return;
			times.push(performance.now() - began);
			began = null;
		};
		new MutationObserver(look).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true,
			attributes: true
		});
	});
	await page.locator('input[type=radio]').first().focus();
	for (let i = 0; i < choices; i++) {
		await page.keyboard.press('ArrowDown');
		await page.waitForTimeout(150);
	}
	return page.evaluate(() => (window as unknown as { choicesToSaved: number[] }).choicesToSaved);
}

/** The first question that has such a field. */
async function openItemWith(page: Page, selector: string): Promise<void> {
	await goTo(page, 1);
	while ((await page.getByRole('main').locator(selector).count()) === 0) await goToNext(page);
}

/** Tasks over 50 ms in `seconds` of a page that nobody touches. */
export const longTasks = (page: Page, seconds: number): Promise<number[]> =>
	page.evaluate(
		(ms) =>
			new Promise<number[]>((done) => {
				const found: number[] = [];
				const observer = new PerformanceObserver((list) => {
					for (const { duration } of list.getEntries()) found.push(duration);
				});
				observer.observe({ type: 'longtask' });
				setTimeout(() => {
					observer.disconnect();
					done(found);
				}, ms);
			}),
		seconds * 1000
	);
