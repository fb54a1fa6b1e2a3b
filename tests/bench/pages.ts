/** Loading: cold, from the device with a network, from the device without; and what the student's way transfers. */
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import type { Stack } from '../support/stack.ts';
import { openExam } from './desk.ts';
import { median, type Figure } from './figures.ts';
import { collectScripts, timeTo } from './loads.ts';

const RUNS = 5;
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
	const { page, context, close } = await launchChromium(profile, {
		devices: {},
		// What a worker answers for is transferred all the same, once.
		serviceWorkers: 'allow'
	});
	const scripts = collectScripts(context);
	await openExam(page, stack.origin, 'student3@demo.test');
	const sizes = await scripts();
	const reload = () => timeTo(page, 'h1, h2', QUESTION, () => page.reload());
	const online = await times(reload);
	await stack.stop();
	const offline = await times(reload);
	await close();
	deleteProfile(profile);

	const own = [...sizes].filter(([path]) => !path.startsWith('/vendor/'));
	const kilobytes = own.reduce((sum, [, size]) => sum + size, 0) / 1000;
	const note = `${RUNS} runs`;
	return [
		{ what: 'first load to the sign-in', value: median(cold), unit: 'ms', note: `cold, ${note}` },
		{ what: 'exam page, edge running', value: median(online), unit: 'ms', note },
		{ what: 'exam page, offline', value: median(offline), unit: 'ms', aim: 1000, note },
		{
			what: 'JavaScript of the student’s way',
			value: kilobytes,
			unit: 'kB',
			aim: 150,
			note: `gzip, sign-in to exam with its workers, ${own.length} files; wasm, models and their loaders apart`
		}
	];
}
