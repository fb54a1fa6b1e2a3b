/** A student at a desk, measured inside the browser: typing with and without analysis, and what the analysis costs. */
import type { Page } from 'playwright';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { createProfile, deleteProfile, launchChromium, type Devices } from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { apiClient, attemptsOf } from '../support/http.ts';
import type { Stack } from '../support/stack.ts';
import {
	openCheck,
	questionHeading,
	signIn,
	startExam,
	waitReadyOffline
} from '../support/student.ts';
import { median, quantile, type Figure } from './figures.ts';
import { choicesToSaved, longTasks, strokesToPaint } from './typing.ts';

const EXAM = /./;
const RUNS = 3;
const WATCHED_SECONDS = 20;
/** The models are loaded and the first pictures analysed. */
export const WARM_UP_MS = 8000;

export async function openExam(
	page: Page,
	origin: string,
	email: string,
	title: string | RegExp = EXAM
): Promise<void> {
	await signIn(page, origin, email);
	await waitReadyOffline(page, title);
	await openCheck(page, title);
	await startExam(page);
}

interface Desk {
	saved: number[][];
	paint: number[][];
	tasks: number[];
}

async function sitAt(stack: Stack, email: string, devices: Devices): Promise<Desk> {
	const profile = createProfile();
	const { page, close } = await launchChromium(profile, { devices });
	try {
		await openExam(page, stack.origin, email);
		await page.waitForTimeout(WARM_UP_MS);
		const desk: Desk = { saved: [], paint: [], tasks: await longTasks(page, WATCHED_SECONDS) };
		for (let run = 0; run < RUNS; run++) {
			desk.saved.push(await choicesToSaved(page));
			desk.paint.push(await strokesToPaint(page));
			// Nothing of the measuring is left in the page.
			await page.reload();
			await questionHeading(page).waitFor();
			await page.waitForTimeout(WARM_UP_MS);
		}
		return desk;
	} finally {
		await close();
		deleteProfile(profile);
	}
}

const middle = (runs: number[][], share: number) => median(runs.map((run) => quantile(run, share)));

export async function deskFigures(stack: Stack): Promise<Figure[]> {
	const watched = await sitAt(stack, 'student1@demo.test', {
		camera: await leavingFaceClip(),
		microphone: quietClip()
	});
	const alone = await sitAt(stack, 'student2@demo.test', { none: true });
	const [with95, without95] = [middle(watched.paint, 0.95), middle(alone.paint, 0.95)];
	const unit = 'ms';
	return [
		{
			what: 'choice to saved on the device, p50',
			value: middle(watched.saved, 0.5),
			unit,
			note: 'from the key to the word on the screen, analysis running'
		},
		{
			what: 'choice to saved on the device, p95',
			value: middle(watched.saved, 0.95),
			unit,
			aim: 50
		},
		{
			what: 'key stroke to paint, p50',
			value: middle(alone.paint, 0.5),
			unit,
			note: 'no analysis'
		},
		{ what: 'key stroke to paint, p95', value: without95, unit, note: 'no analysis' },
		{
			what: 'key stroke to paint, p50',
			value: middle(watched.paint, 0.5),
			unit,
			note: 'camera and sound analysed'
		},
		{ what: 'key stroke to paint, p95', value: with95, unit, note: 'camera and sound analysed' },
		{
			what: 'what the analysis adds to the p95',
			value: with95 - without95,
			unit,
			aim: 10,
			note: `ratio ${(with95 / without95).toFixed(2)}`
		},
		{
			what: 'main-thread tasks over 50 ms',
			value: watched.tasks.length,
			unit: `in ${WATCHED_SECONDS} s`,
			aim: 0,
			note: `analysis running, nobody typing; ${alone.tasks.length} without it`
		},
		{
			what: 'analysis of one frame',
			value: await frameAnalysis(stack),
			unit,
			note: 'median of what the log says, 640×480 on one core'
		}
	];
}

/** What the device itself recorded of its analysis. */
async function frameAnalysis(stack: Stack): Promise<number> {
	const student = await apiClient(stack.origin, 'student1@demo.test');
	const teacher = await apiClient(stack.origin, 'teacher@demo.test');
	const [attempt] = await attemptsOf(student);
	const bundle = bundleSchema.parse(await teacher.get(`/attempts/${attempt?.id}/bundle`));
	const times = bundle.sessions
		.flatMap(({ log }) => log.flatMap(({ entries }) => entries))
		.map(({ text }) => JSON.parse(text) as Entry)
		.flatMap((entry) =>
			entry.kind === 'readings' ? (entry.data.face?.analysisMsMedian ?? []) : []
		)
		.filter((ms) => ms > 0);
	return median(times);
}
