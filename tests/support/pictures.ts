/** After a test that failed: a picture of every open page and what it reads, in tests/results/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach } from 'vitest';
import { openContexts } from './chromium.ts';

afterEach(async ({ task }) => {
	if (task.result?.state !== 'fail') return;
	const folder = 'tests/results';
	mkdirSync(folder, { recursive: true });
	const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
	let number = 0;
	for (const context of openContexts)
		for (const page of context.pages()) {
			const path = `${folder}/${name}-${++number}`;
			await page.screenshot({ path: `${path}.png`, timeout: 5000 }).catch(() => undefined);
			const text = await page.locator('body').ariaSnapshot({ timeout: 5000 }).catch(String);
			writeFileSync(`${path}.txt`, `${page.url()}\n${text}\n`);
		}
});
