/**
 * The main job: a whole exam with nobody on the line, in a browser that is reloaded and killed on the way, and then
 * everything that was typed in all the places it must be.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSigned } from '#sync/signed.ts';
import { bundle as bundleSchema, type Bundle } from '#sync/schema/bundle.ts';
import type { Entry, EntryOf } from '#sync/schema/entry.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { answerItem, expectedResponses, type Entered } from '../support/answers.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { leavingFaceClip, quietClip } from '../support/clips.ts';
import { readRows } from '../support/database.ts';
import { isHealthy, startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import * as teacher from '../support/teacher.ts';
import { verify } from '../support/verifier.ts';

const STRETCH_MS = 14_000;
const title = 'Reading the world in numbers';
const profile = createProfile();
const teacherProfile = createProfile();
let stack: Stack;
let browser: Chromium;
let startCode: string;
let bundleText: string;
let bundle: Bundle;
const entered: Entered[] = [];
const startedAt = Date.now();

const launch = async () =>
	launchChromium(profile, {
		devices: { camera: await leavingFaceClip(), microphone: quietClip() }
	});

beforeAll(async () => {
	stack = await startStack();
	startCode = /\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b/.exec(stack.output())?.[0] ?? '';
	browser = await launch();
});
afterAll(async () => {
	await browser?.close().catch(() => undefined);
	await stack?.dispose();
	deleteProfile(profile);
	deleteProfile(teacherProfile);
});

test('signed in and fetched beforehand, the exam starts with the code after the edge is stopped', async () => {
	const { page } = browser;
	await student.signIn(page, stack.origin, 'student1@demo.test');
	await student.waitReadyOffline(page, title);
	await stack.stop();
	expect(await isHealthy(stack.origin)).toBe(false);
	await page.reload();
	await student.openCheck(page, title);
	await student.startExam(page, startCode);
	expect(await student.position(page)).toEqual({ number: 1, of: 20 });
	// What was said on the way in is not said any longer.
	await expect.poll(() => page.locator('#svelte-announcer').textContent()).toMatch(title);
});

test('twenty answers survive a reload at item 7 and a SIGKILL at item 14', async () => {
	let { page } = browser;
	let stretchEnds = Date.now() + STRETCH_MS;
	for (let number = 1; number <= 20; number++) {
		if (number > 1) await student.goToNext(page);
		entered.push(await answerItem(page));
		// Each stretch lasts long enough for the face to leave and come back.
		if ([7, 14, 20].includes(number)) await page.waitForTimeout(stretchEnds - Date.now());
		if (number === 7) await comeBack(() => page.reload().then(() => page));
		if (number === 14)
			page = await comeBack(async () => {
				const url = page.url();
				await browser.kill();
				browser = await launch();
				await browser.page.goto(url);
				return browser.page;
			});
	}
	expect(entered.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));

	async function comeBack(way: () => Promise<typeof page>) {
		const [before, left] = [await student.position(page), await student.secondsLeft(page)];
		const clock = Date.now();
		const back = await way();
		await student.questionHeading(back).waitFor({ timeout: 30_000 });
		expect(await student.position(back)).toEqual(before);
		const passed = (Date.now() - clock) / 1000;
		const lost = left - (await student.secondsLeft(back)) - passed;
		expect(Math.abs(lost)).toBeLessThan(2.5);
		stretchEnds = Date.now() + STRETCH_MS;
		return back;
	}
});

test('handed in offline, the screen says that it waits; with the edge back it says received', async () => {
	const { page } = browser;
	// After the last question the way on leads to the same question, and back.
	await page.getByRole('button', { name: 'Finish' }).click();
	const asked = page.getByRole('dialog', { name: 'Hand in?' });
	await asked.getByRole('button', { name: 'Keep working' }).click();
	await asked.waitFor({ state: 'hidden' });
	await student.handIn(page);
	await page.getByRole('status').filter({ hasText: 'Waiting for network' }).waitFor();
	await stack.start();
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	expect((await page.getByLabel('Receipt').textContent())?.trim()).not.toBe('');
});

test('the console shows the attempt, every answer in it, and an unbroken record', async () => {
	const { page, close } = await launchChromium(teacherProfile);
	await teacher.openConsole(page, stack.origin);
	await teacher.openSitting(page, stack.origin, title);
	expect(await teacher.startCodeOf(page)).toBe(startCode);
	await teacher.openAttempt(page, 'Student One');
	await teacher.openTab(page, 'Responses');
	for (const answer of entered) {
		const shown = page.getByRole('article', { name: `Question ${answer.number}`, exact: true });
		await shown.waitFor();
		if ('text' in answer)
			for (const line of answer.text.split('\n')) expect(await shown.textContent()).toContain(line);
		else
			for (const { label } of answer.ticked) {
				const option = shown.getByRole('listitem').filter({ hasText: 'Chosen' });
				// A formula is drawn once what draws it has come.
				await expect
					.poll(async () => squeeze((await option.allTextContents()).join()))
					.toContain(squeeze(label));
			}
	}
	bundleText = await teacher.exportBundle(page);
	await page.getByRole('status').filter({ hasText: 'Unbroken' }).waitFor();
	await close();
	bundle = bundleSchema.parse(JSON.parse(bundleText));
});

/** Formulas are spaced differently from page to page. */
const squeeze = (text: string) => text.replace(/\s+/g, '');

const entries = (): Entry[] =>
	bundle.sessions.flatMap(({ log }) =>
		log.flatMap((segment) => segment.entries.map(({ text }) => JSON.parse(text) as Entry))
	);

const ofKind = <K extends Entry['kind']>(kind: K): EntryOf<K>[] =>
	entries().filter((entry): entry is EntryOf<K> => entry.kind === kind);

test('every value typed is in the bundle and in Postgres', async () => {
	const [session] = bundle.sessions;
	if (!session) throw new Error('The bundle has no session.');
	const ticket = await openSigned(
		'invigil-ticket/1',
		session.ticket,
		bundle.edgeKeys,
		ticketSchema
	);
	if (!ticket.ok) throw new Error(ticket.refusal.code);
	const expected = expectedResponses(bundle.form, ticket.statement.orderSeed, entered);
	expect(expected.size).toBe(20);

	const { replay } = await import('#sync/responses.ts');
	const replayed = replay(entries());
	const kept = await readRows(stack, 'select item, value from responses where attempt_id = $1', [
		bundle.attempt
	]);
	for (const [item, value] of expected) {
		expect(unordered(replayed.get(item)?.value), `bundle ${item}`).toEqual(unordered(value));
		const row = kept.find((each) => each.item === item);
		expect(unordered(row?.value), `Postgres ${item}`).toEqual(unordered(value));
	}
	expect(kept).toHaveLength(20);
});

/** The order in which boxes were ticked says nothing. */
const unordered = (value: unknown): unknown =>
	value && typeof value === 'object' && 'choices' in value && Array.isArray(value.choices)
		? { ...value, choices: [...value.choices].sort() }
		: value;

test('that the face was away is recorded, at times the clip makes plausible', () => {
	const absences = ofKind('observation').filter(({ data }) => data.check === 'face_absent');
	const begun = absences.filter(({ data }) => data.phase === 'begin');
	const ended = absences.filter(({ data }) => data.phase === 'end');
	expect(begun.length).toBeGreaterThan(0);
	for (const { data, wall } of begun) {
		expect(data.from).toBeLessThan(data.to);
		expect(wall).toBeGreaterThan(startedAt);
		expect(wall).toBeLessThan(Date.now());
	}
	const complete = ended.filter(({ data }) => begun.some((each) => each.data.id === data.id));
	// Five seconds of empty room; the browser may have been reloaded or killed within one of them.
	for (const { data } of complete) expect(data.to - data.from).toBeLessThan(7500);
	expect(complete.some(({ data }) => data.to - data.from > 3500)).toBe(true);
});

test('the log says that the page was loaded three times and what it was started with', () => {
	expect(ofKind('resume').map(({ data }) => data.reason)).toEqual(['reload', 'reload']);
	expect(ofKind('open')[0]?.data.keyFrom).toBe('start_code');
	expect(ofKind('submit')).toHaveLength(1);
});

test('the verifier passes the bundle, and names the entry in which one byte was flipped', () => {
	const honest = verify(bundleText);
	expect(honest.says).not.toMatch(/^fail/im);
	expect(honest.code).toBe(0);

	const response = ofKind('response').find(({ seq }) => seq > 20);
	if (!response) throw new Error('No response to change.');
	const forged = structuredClone(bundle);
	const entry = forged.sessions[0]?.log
		.flatMap((segment) => segment.entries)
		.find(({ text }) => (JSON.parse(text) as Entry).seq === response.seq);
	if (!entry) throw new Error('No such entry.');
	entry.text = entry.text.replace(/"wall":(\d+)(\d)/, (_, head: string, last: string) => {
		return `"wall":${head}${(Number(last) + 1) % 10}`;
	});
	const verdict = verify(JSON.stringify(forged));
	expect(verdict.code).toBe(1);
	expect(verdict.says).toMatch(new RegExp(`entry ${response.seq}\\b`, 'i'));
});
