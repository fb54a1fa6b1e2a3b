/** What being watched costs the page: typing, long tasks, memory over minutes, processor time of the analysis. */
import type { Page } from 'playwright';
import { serveAnalysis } from '../models/analysis-page.ts';
import { cameraClip, speechClip } from '../models/clips.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	processesOf,
	type Devices
} from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { memoryBytes, processorSeconds } from '../support/processes.ts';
import type { Stack } from '../support/stack.ts';
import { openExam, WARM_UP_MS } from './desk.ts';
import { scheduleEverythingOn } from './everything-on.ts';
import { median, quantile, type Figure } from './figures.ts';
import { longTasks, strokesToPaint } from './typing.ts';

const RUNS = 3;
const SAMPLE_MS = 5_000;
const TASKS_SECONDS = 20;
const ANALYSED_SECONDS = 60;
/** Face and voice are enrolled in the first half minute. */
const ENROLLED_AFTER_MS = 45_000;
/** Pages, and the workers that live with them. */
const RENDERER = '--type=renderer';
const MB = 1e6;

async function inChromium<Found>(
	devices: Devices,
	measure: (page: Page, pids: () => number[]) => Promise<Found>
): Promise<Found> {
	const profile = createProfile();
	const { page, close } = await launchChromium(profile, { devices });
	try {
		return await measure(page, () => processesOf(profile));
	} finally {
		await close();
		deleteProfile(profile);
	}
}

interface Sat {
	paint: number;
	tasks: number[];
	memory: number[];
}

interface Sitting {
	email: string;
	/** Of the exam; absent: the first of the student's list. */
	title?: string;
	devices: Devices;
	minutes: number;
	warmUpMs?: number;
}

const sit = (
	{ origin }: Stack,
	{ email, title, devices, minutes, warmUpMs = WARM_UP_MS }: Sitting
): Promise<Sat> =>
	inChromium(devices, async (page, pids) => {
		await openExam(page, origin, email, title);
		await page.waitForTimeout(warmUpMs);
		const tasks = await longTasks(page, TASKS_SECONDS);
		const memory: number[] = [];
		for (let passed = 0; passed < minutes * 60_000; passed += SAMPLE_MS) {
			memory.push(memoryBytes(pids(), RENDERER) / MB);
			await page.waitForTimeout(SAMPLE_MS);
		}
		const paints: number[] = [];
		for (let run = 0; run < RUNS; run++) paints.push(quantile(await strokesToPaint(page), 0.95));
		return { paint: median(paints), tasks, memory };
	});

/** Minutes of processor time for an hour of faces and heads at one frame a second, and voice. */
async function analysisMinutes(devices: Devices): Promise<number> {
	const site = await serveAnalysis();
	try {
		return await inChromium(devices, async (page, pids) => {
			await page.goto(site.address);
			await page.mouse.click(5, 5);
			await page.evaluate(() =>
				globalThis.analysis.start({
					policy: {
						camera: true,
						microphone: true,
						fullscreen: false,
						analyses: ['head'],
						minimumMs: {}
					},
					modelUrl: '/vendor/mediapipe/face_detector.tflite',
					headModelUrl: '/vendor/mediapipe/face_landmarker.task',
					wasmBase: '/vendor/mediapipe/',
					framesPerSecond: 1
				})
			);
			await page.waitForTimeout(WARM_UP_MS);
			const before = processorSeconds(pids(), RENDERER);
			await page.waitForTimeout(ANALYSED_SECONDS * 1000);
			return (processorSeconds(pids(), RENDERER) - before) * (60 / ANALYSED_SECONDS);
		});
	} finally {
		site.close();
	}
}

export async function watchingFigures(stack: Stack, minutes: number): Promise<Figure[]> {
	const devices = { camera: await leavingFaceClip(), microphone: quietClip() };
	const cpu = await analysisMinutes(devices);
	const watched = await sit(stack, { email: 'student1@demo.test', devices, minutes });
	const alone = await sit(stack, {
		email: 'student2@demo.test',
		devices: { none: true },
		minutes: 0
	});
	const all = await sit(stack, {
		email: 'student3@demo.test',
		title: await scheduleEverythingOn(stack, 'student3@demo.test'),
		devices: { camera: await cameraClip('one_face'), microphone: speechClip() },
		minutes: 0,
		warmUpMs: ENROLLED_AFTER_MS
	});
	const { memory } = watched;
	// The first and the last quarter: a single sample may fall before or after a collection.
	const quarter = Math.max(1, Math.floor(memory.length / 4));
	const [first, last] = [median(memory.slice(0, quarter)), median(memory.slice(-quarter))];
	return [
		{ what: 'key stroke to paint, p95', value: alone.paint, unit: 'ms', note: 'nothing watched' },
		{
			what: 'key stroke to paint, p95',
			value: watched.paint,
			unit: 'ms',
			note: 'camera, head, microphone and page watched'
		},
		{ what: 'what watching adds', value: watched.paint - alone.paint, unit: 'ms', aim: 16 },
		{
			what: 'what watching everything adds',
			value: all.paint - alone.paint,
			unit: 'ms',
			aim: 16,
			note: `${all.paint.toFixed(1)} ms: also eyes, whose face and voice, arousal`
		},
		{
			what: 'main-thread tasks over 50 ms',
			value: watched.tasks.length,
			unit: `in ${TASKS_SECONDS} s`,
			aim: 0,
			note: `watched, nobody typing; ${alone.tasks.length} without`
		},
		{
			what: 'the same, everything watched',
			value: all.tasks.length,
			unit: `in ${TASKS_SECONDS} s`,
			aim: 0
		},
		{
			what: 'memory of the page and its workers, at first',
			value: first,
			unit: 'MB',
			note: 'proportional set size, median of the first quarter'
		},
		{
			what: `and after ${minutes} minutes`,
			value: last,
			unit: 'MB',
			note: `median of the last quarter; ${Math.min(...memory).toFixed(0)} to ${Math.max(...memory).toFixed(0)} MB in between`
		},
		{ what: 'growth', value: ((last - first) / first) * 100, unit: '%' },
		{
			what: 'processor time for an hour of analysis',
			value: cpu,
			unit: 'min',
			aim: 10,
			note: `faces, heads at 1 frame/s, and voice; from ${ANALYSED_SECONDS} s`
		}
	];
}
