/** What is secret until the start, and what is secret for ever, looked for in every byte a student's browser gets or keeps. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { form as formSchema } from '#sync/schema/form.ts';
import {
	createProfile,
	deleteProfile,
	launchChromium,
	type Chromium
} from '../support/chromium.ts';
import { inDatabase } from '../support/database.ts';
import {
	findExtractableKeys,
	findMarkers,
	findMarkersInStores,
	findMarkersOnDisk
} from '../support/markers.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import { openWiretap, type Wiretap } from '../support/wiretap.ts';

const CANARY = 'CANARY-4f1d-what-the-marker-knows';
const title = 'Reading the world in numbers';
const profile = createProfile();
let stack: Stack;
let wiretap: Wiretap;
let browser: Chromium;
/** Of the form: secret until the start. */
let formMarkers: string[];
/** Secret for ever: planted in every solution and in what is said to every typed answer, and the start code and content key. */
let solutionMarkers: string[];

beforeAll(async () => {
	stack = await startStack();
	await inDatabase(stack, async (query) => {
		const [row] = await query(
			`select f.form, x.start_code, encode(x.content_key, 'hex') as hex, encode(x.content_key, 'base64') as base64
			from sittings s join exam_forms f on f.id = s.form_id join sitting_secrets x on x.sitting_id = s.id`
		);
		const form = formSchema.parse(row?.form);
		formMarkers = form.items.map(({ prompt }) => plainPart(prompt));
		await query(
			`update form_solutions set solutions = (select jsonb_agg(each || jsonb_build_object('rubric', $1::text))
			from jsonb_array_elements(solutions) each), feedback = (select jsonb_agg(jsonb_build_object('item', each -> 'item', 'typed',
				jsonb_build_array(jsonb_build_object('id', 'said-1', 'input', 'other', 'text', $1::text)))) from jsonb_array_elements(solutions) each)`,
			[CANARY]
		);
		const base64 = String(row?.base64);
		solutionMarkers = [
			CANARY,
			String(row?.hex),
			base64.slice(0, 40),
			base64.slice(0, 40).replaceAll('+', '-').replaceAll('/', '_'),
			String(row?.start_code),
			String(row?.start_code).replace('-', '')
		];
	});
	wiretap = await openWiretap();
	browser = await launchChromium(profile, { arguments: wiretap.browserArguments });
});
afterAll(async () => {
	await browser?.close();
	await wiretap?.close();
	await stack?.dispose();
	deleteProfile(profile);
});

/** The longest stretch of letters and spaces, at least a few words of it. */
function plainPart(prompt: string): string {
	const parts = prompt.split(/[^\p{L}\p{N} ,]+/u).sort((a, b) => b.length - a.length);
	return (parts[0] ?? '').trim().slice(0, 60);
}

const findOnDisk = (markers: string[]) => findMarkersOnDisk(profile, markers);

test('the markers are ones that could be found', () => {
	expect(formMarkers).toHaveLength(20);
	for (const marker of formMarkers) expect(marker.length).toBeGreaterThan(12);
});

test('before the start: no word of the form in what was sent, in any store, or on the disk', async () => {
	const { page } = browser;
	await student.signIn(page, stack.origin, 'student1@demo.test');
	await student.waitReadyOffline(page, title);
	await student.openCheck(page, title);
	const sent = wiretap.received();
	expect(sent.length).toBeGreaterThan(1_000_000);
	// The tap does hear: the title is on the screen, so it was sent.
	expect(findMarkers(sent, ['student1@demo.test'])).toHaveLength(1);

	const secret = [...formMarkers, ...solutionMarkers];
	expect(findMarkers(sent, secret)).toEqual([]);
	expect(await findMarkersInStores(page, secret)).toEqual([]);
	expect(findOnDisk(secret)).toEqual([]);
});

test('after the start: the form is there, the solutions, the code and the key are not', async () => {
	const { page } = browser;
	await student.startExam(page);
	const shown = new Set<string>();
	for (let i = 0; i < 3; i++) {
		const text = await page.getByRole('main').innerText();
		for (const marker of formMarkers) if (text.includes(marker)) shown.add(marker);
		await student.goToNext(page);
	}
	expect(shown.size).toBeGreaterThan(0);
	await page.reload();
	await student.questionHeading(page).waitFor();

	// The edge sends the key itself at the start; from then on nobody reads it out of the browser any more.
	const [canary = '', ...rest] = solutionMarkers;
	expect(findMarkers(wiretap.received(), [canary, ...rest.slice(-2)])).toEqual([]);
	expect(await findMarkersInStores(page, solutionMarkers)).toEqual([]);
	expect(findOnDisk(solutionMarkers)).toEqual([]);
	expect(await findExtractableKeys(page)).toEqual([]);
});
