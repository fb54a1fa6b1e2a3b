/** Every page in light and dark, left to right and right to left, phone and laptop: no finding of axe, nothing foreign. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerItem } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { attemptsOf, apiClient, sittingsOf } from '../support/http.ts';
import { findings, settled } from '../support/looks.ts';
import { watchPage, type Watched } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';

const title = 'Reading the world in numbers';
const profiles = [createProfile(), createProfile()] as const;
let stack: Stack;
let desk: Chromium;
let office: Chromium;
let seen: Watched[];
let paths: { attempt: string; sitting: string; other: string };

beforeAll(async () => {
	stack = await startStack();
	desk = await launchChromium(profiles[0], { devices: {} });
	office = await launchChromium(profiles[1]);
	seen = await Promise.all([desk, office].map(({ context }) => watchPage(context, stack.origin)));
	const [first, second, staff] = await Promise.all(
		['student1', 'student2', 'teacher'].map((who) => apiClient(stack.origin, `${who}@demo.test`))
	);
	if (!first || !second || !staff) throw new Error('Nobody could sign in.');
	paths = {
		attempt: (await attemptsOf(first))[0]?.id ?? '',
		other: (await attemptsOf(second))[0]?.id ?? '',
		sitting: (await sittingsOf(staff))[0]?.id ?? ''
	};
	await student.signIn(desk.page, stack.origin, 'student1@demo.test');
	await student.waitReadyOffline(desk.page, title);
	await teacher.openConsole(office.page, stack.origin);
});
afterAll(async () => {
	await Promise.all([desk, office].map((browser) => browser?.close()));
	await stack?.dispose();
	profiles.forEach(deleteProfile);
});

describe('axe finds nothing', () => {
	test('on the sign-in page', async () => {
		const { context } = desk;
		const page = await context.newPage();
		await page.goto(`${stack.origin}/`);
		expect(await findings(page, () => page.getByRole('main').waitFor())).toEqual([]);
		await page.close();
	});
	test('on my exams', async () => {
		await desk.page.goto(`${stack.origin}/exams`);
		expect(await findings(desk.page, () => desk.page.getByRole('article').waitFor())).toEqual([]);
	});
	test('on the check', async () => {
		await desk.page.goto(`${stack.origin}/exams/${paths.attempt}/check`);
		expect(await findings(desk.page, settled(desk.page))).toEqual([]);
	});
	test('in the exam', async () => {
		await desk.page.goto(`${stack.origin}/exams/${paths.attempt}/check`);
		await student.startExam(desk.page);
		await answerItem(desk.page);
		await student.goToNext(desk.page);
		await answerItem(desk.page);
		expect(await findings(desk.page, () => desk.page.getByRole('timer').waitFor())).toEqual([]);
	});
	test('after handing in', async () => {
		await desk.page.reload();
		await student.questionHeading(desk.page).waitFor();
		await student.handIn(desk.page);
		expect(await findings(desk.page, settled(desk.page))).toEqual([]);
	});
	test('on the list of sittings', async () => {
		await office.page.goto(`${stack.origin}/console`);
		expect(
			await findings(office.page, () => office.page.getByRole('link').first().waitFor())
		).toEqual([]);
	});
	test('in the hall', async () => {
		await office.page.goto(`${stack.origin}/console/sittings/${paths.sitting}`);
		expect(await findings(office.page, () => office.page.getByRole('table').waitFor())).toEqual([]);
	});
	test.each(['Responses', 'Timeline', 'Record'] as const)('on one attempt, %s', async (tab) => {
		await office.page.goto(`${stack.origin}/console/attempts/${paths.attempt}`);
		const place = ['Responses', 'Timeline', 'Record'].indexOf(tab);
		const open = async () => {
			await office.page.getByRole('tab').nth(place).click();
			await office.page.getByRole('tabpanel').waitFor();
			await office.page.waitForLoadState('networkidle');
		};
		expect(await findings(office.page, open)).toEqual([]);
	});
	test('on an attempt not yet begun', async () => {
		await office.page.goto(`${stack.origin}/console/attempts/${paths.other}`);
		expect(await findings(office.page, settled(office.page))).toEqual([]);
	});
	test('on a page that is not there', async () => {
		await office.page.goto(`${stack.origin}/nowhere`);
		expect(await findings(office.page, settled(office.page))).toEqual([]);
	});
});

describe('over all those pages', () => {
	test('the content security policy held and had nothing to stop', () => {
		expect(seen.flatMap(({ violations }) => violations)).toEqual([]);
	});
	test('nothing was asked of another origin', () => {
		expect(seen.flatMap(({ foreign }) => foreign)).toEqual([]);
	});
	test('no error was thrown that nobody caught', () => {
		expect(seen.flatMap(({ errors }) => errors)).toEqual([]);
	});
});

test('it can be installed: manifest with name, icons of both purposes, screenshots, and a worker that answers for it', async () => {
	const page = desk.page;
	await page.goto(`${stack.origin}/exams`);
	const href = await page.locator('link[rel=manifest]').getAttribute('href');
	const manifest = await page.evaluate(
		async (url) => (await fetch(url)).json() as Promise<Record<string, unknown>>,
		href ?? ''
	);
	expect(manifest).toMatchObject({ name: expect.any(String), display: 'standalone' });
	const icons = manifest.icons as { src: string; sizes: string; purpose?: string }[];
	expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
	expect(icons.some(({ purpose }) => purpose?.includes('maskable'))).toBe(true);
	const pictures = [...icons, ...((manifest.screenshots ?? []) as { src: string }[])];
	for (const { src } of pictures) {
		const type = await page.evaluate(
			async (url) => (await fetch(url)).headers.get('content-type'),
			new URL(src, `${stack.origin}${href}`).href
		);
		expect(type, src).toMatch(/^image\//);
	}
	const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
	expect(scope).toBe(`${stack.origin}/`);
});
