/** What can go wrong with a camera, a model or a worker in the middle of an exam, and that the exam goes on all the same. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Policy } from '#sync/schema/policy.ts';
import { answerItem } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium,
	type LaunchOptions
} from '../support/chromium.ts';
import { quietClip } from '../support/clips.ts';
import { cameraClip } from '../models/clips.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import { observedOf, scheduleWatched } from '../support/watched-sitting.ts';

declare global {
	interface Window {
		/** Every worker of the page, by the name it was given. */
		started: { name: string; worker: Worker }[];
	}
}

let stack: Stack;
let teacher: EdgeClient;
let open: { browser: Chromium; profile: string } | null = null;

beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
});
afterEach(async () => {
	await open?.browser.close();
	if (open) deleteProfile(open.profile);
	open = null;
});
afterAll(() => stack?.dispose());

const QUICK: Policy['minimumMs'] = {
	camera_unavailable: 500,
	microphone_unavailable: 500,
	analysis_unavailable: 500
};

/** A student in the middle of an exam that is watched so. `before` works on the browser before its first page. */
async function inExam(
	{ email, title, policy }: { email: string; title: string; policy: Partial<Policy> },
	{
		launch,
		before,
		ready
	}: {
		launch?: LaunchOptions;
		before?: (context: BrowserContext) => Promise<unknown>;
		/** Between "Ready offline" and the start. */
		ready?: (page: Page) => Promise<unknown>;
	} = {}
): Promise<{ page: Page; observed: () => Promise<string[]> }> {
	const sitting = await scheduleWatched(teacher, title, [email], { minimumMs: QUICK, ...policy });
	const profile = createProfile();
	const devices = { camera: await cameraClip('one_face'), microphone: quietClip() };
	const browser = await launchChromium(profile, { devices, ...launch });
	open = { browser, profile };
	const { page } = browser;
	await browser.context.addInitScript(() => {
		window.started = [];
		window.Worker = new Proxy(Worker, {
			construct(target, [url, options]: [string | URL, WorkerOptions?]) {
				const worker = new target(url, options);
				window.started.push({ name: options?.name ?? '', worker });
				return worker;
			}
		});
	});
	await before?.(browser.context);
	await student.signIn(page, stack.origin, email);
	await student.waitReadyOffline(page, title);
	await ready?.(page);
	await student.openCheck(page, title);
	await student.startExam(page);
	return { page, observed: () => observedOf(teacher, { email, sitting }) };
}

const namesOfWorkers = (page: Page) => page.evaluate(() => window.started.map(({ name }) => name));
const whatIsOn = (page: Page) => page.getByRole('group', { name: 'What is on' });
const untilOn = (page: Page, words: string) =>
	whatIsOn(page).filter({ hasText: words }).waitFor({ timeout: 60_000 });

/** Answers the question that is shown, and the next: each is kept. */
async function answerTwo(page: Page): Promise<void> {
	for (let count = 0; count < 2; count++) {
		await answerItem(page);
		await student.waitSaved(page);
		await student.goToNext(page);
	}
}
const untilObserved = (observed: () => Promise<string[]>, what: string[]) =>
	expect.poll(observed, { timeout: 60_000, interval: 1_000 }).toEqual(expect.arrayContaining(what));

test('a camera unplugged midway is said and noted, and the exam goes on; plugged in, it is watched again', async () => {
	const who = { email: 'student1@demo.test', title: 'Unplugged' };
	const { page, observed } = await inExam(
		{ ...who, policy: {} },
		{
			before: (context) =>
				context.addInitScript(() => {
					const devices = navigator.mediaDevices;
					const ask = devices.getUserMedia.bind(devices);
					let unplugged = false;
					const tracks: MediaStreamTrack[] = [];
					devices.getUserMedia = async (wish) => {
						if (wish?.video && unplugged) throw new DOMException('gone', 'NotFoundError');
						const stream = await ask(wish);
						tracks.push(...stream.getVideoTracks());
						return stream;
					};
					// What a browser does when the device goes: the track is over, and says so.
					Object.assign(window, {
						plug(isIn: boolean) {
							unplugged = !isIn;
							if (!isIn)
								for (const track of tracks.splice(0)) {
									track.stop();
									track.dispatchEvent(new Event('ended'));
								}
							devices.dispatchEvent(new Event('devicechange'));
						}
					});
				})
		}
	);
	const plug = (isIn: boolean) =>
		page.evaluate(
			(plugged) => (window as unknown as { plug(isIn: boolean): void }).plug(plugged),
			isIn
		);
	await untilOn(page, 'Camera on');
	await plug(false);
	await untilOn(page, 'Camera not available');
	await answerTwo(page);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await plug(true);
	await untilOn(page, 'Camera on');
	await untilObserved(observed, [
		'camera_unavailable begin device_missing',
		'camera_unavailable end device_missing'
	]);
});

test('a worker killed midway is missed, noted and replaced, and no key stroke is lost meanwhile', async () => {
	const who = { email: 'student2@demo.test', title: 'Killed' };
	const { page, observed } = await inExam({ ...who, policy: {} });
	await untilOn(page, 'Camera on');
	expect(await namesOfWorkers(page)).toContain('face');
	await page.evaluate(() => {
		for (const { name, worker } of window.started) if (name === 'face') worker.terminate();
	});
	await untilOn(page, 'Camera on, not analysed');
	await answerTwo(page);
	await expect
		.poll(() => whatIsOn(page).textContent(), { timeout: 60_000 })
		.not.toContain('not analysed');
	await untilObserved(observed, [
		'analysis_unavailable begin camera_no_readings',
		'analysis_unavailable end camera_no_readings'
	]);
});

test('where permission is refused, the exam begins without, says how to allow it, and it is noted', async () => {
	const who = { email: 'student3@demo.test', title: 'Refused' };
	const { page, observed } = await inExam(
		{ ...who, policy: {} },
		{
			before: (context) =>
				context.addInitScript(() => {
					navigator.mediaDevices.getUserMedia = () =>
						Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
				})
		}
	);
	await untilOn(page, 'Camera not available');
	await answerTwo(page);
	await whatIsOn(page).locator('summary').click();
	await page.getByText('You can allow it with the symbol').first().waitFor();
	await untilObserved(observed, [
		'camera_unavailable begin permission_denied',
		'microphone_unavailable begin permission_denied'
	]);
});

test('a model file damaged on the device is refused by its hash, and the exam goes on without it', async () => {
	const who = { email: 'student1@demo.test', title: 'Damaged' };
	const { page, observed } = await inExam(
		{ ...who, policy: {} },
		{
			ready: (page) =>
				page.evaluate(async () => {
					const cache = await caches.open('invigil-models');
					for (const request of await cache.keys()) {
						if (!request.url.includes('face_detector')) continue;
						const kept = await cache.match(request);
						const bytes = new Uint8Array((await kept?.arrayBuffer()) ?? new ArrayBuffer(0));
						const at = bytes.length >> 1;
						bytes[at] = (bytes[at] ?? 0) ^ 1;
						await cache.put(request, new Response(bytes, { headers: kept?.headers ?? {} }));
					}
				})
		}
	);
	await untilOn(page, 'Camera on, not analysed');
	await answerTwo(page);
	await untilObserved(observed, ['analysis_unavailable begin camera_model_damaged']);
});

test('with everything off no worker is started for it and no permission asked', async () => {
	const who = { email: 'student2@demo.test', title: 'Nothing watched' };
	const { page } = await inExam(
		{ ...who, policy: { camera: false, microphone: false } },
		{
			before: (context) =>
				context.addInitScript(() => {
					const asked: string[] = [];
					Object.assign(window, { asked });
					const devices = navigator.mediaDevices;
					for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
						const ask = devices[name].bind(devices);
						devices[name] = (wish?: MediaStreamConstraints) => {
							asked.push(name);
							return ask(wish);
						};
					}
				})
		}
	);
	await answerTwo(page);
	const asked = await page.evaluate(() => (window as unknown as { asked: string[] }).asked);
	expect(asked).toEqual([]);
	const watching = /face|head|voice|identity/;
	expect((await namesOfWorkers(page)).filter((name) => watching.test(name))).toEqual([]);
	expect(await whatIsOn(page).count()).toBe(0);
});
