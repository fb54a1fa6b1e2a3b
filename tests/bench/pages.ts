/** Loading: cold, from the device with a network, from the device without; and what the student's way transfers. */
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import type { Stack } from '../support/stack.ts';
import { openExam } from './desk.ts';
import { median, type Figure } from './figures.ts';
import { collectScripts, timeTo, watchOwnScripts } from './loads.ts';

const RUNS = 5;
/** The workers have started and the analysis has what it needs. */
const SETTLE_MS = 5000;
const QUESTION = /Question \d+ of \d+/;

async function times(run: () => Promise<number>): Promise<number[]> {
	const found: number[] = [];
	for (let i = 0; i < RUNS; i++) found.push(await run());
	return found;
}

/** Stops the stack. */
export async function pageFigures(stack: Stack): Promise<Figure[]> {
	const cold = await times(async () => {
		const profile = createProfile();
		const { page, close } = await launchChromium(profile);
		const ms = await timeTo(page, 'button', /Sign in/, () => page.goto(`${stack.origin}/`));
		await close();
		deleteProfile(profile);
		return ms;
	});
	const profile = createProfile();
	const { page, context, close } = await launchChromium(profile, { devices: {} });
	const scripts = collectScripts(context);
	await openExam(page, stack.origin, 'student3@demo.test');
	const reload = () => timeTo(page, 'h1, h2', QUESTION, () => page.reload());
	const ofPage = await watchOwnScripts(page);
	const online = await times(reload);
	await page.waitForTimeout(SETTLE_MS);
	const sizes = [...(await scripts())].filter(([path]) => !path.startsWith('/vendor/'));
	await stack.stop();
	const offline = await times(reload);
	await close();
	deleteProfile(profile);

	const kilobytes = (chosen: typeof sizes) =>
		chosen.reduce((sum, [, size]) => sum + size, 0) / 1000;
	const shown = sizes.filter(([path]) => ofPage.has(path));
	const note = `${RUNS} runs`;
	return [
		{ what: 'first load to the sign-in', value: median(cold), unit: 'ms', note: `cold, ${note}` },
		{ what: 'exam page, edge running', value: median(online), unit: 'ms', note },
		{ what: 'exam page, offline', value: median(offline), unit: 'ms', aim: 1000, note },
		{
			what: 'JavaScript of the exam page',
			value: kilobytes(shown),
			unit: 'kB',
			aim: 150,
			note: `gzip, ${shown.length} files, opened by itself`
		},
		{
			what: 'JavaScript of the student’s way, workers and all',
			value: kilobytes(sizes),
			unit: 'kB',
			note: `gzip, ${sizes.length} files, sign-in to exam; wasm, models and their loader apart`
		}
	];
}
