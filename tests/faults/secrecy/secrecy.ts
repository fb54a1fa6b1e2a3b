/**
 * Form and solutions before their time. A student goes all the way in Chromium behind a wiretap: to "Ready offline", through the exam, with
 * the network or with the start code, to the hand-in and back to the results that are not released. After each part every byte that was
 * sent, every store and cache, and the profile's files are searched for what must not be there.
 */
import type { Page } from 'playwright';
import { answerAny } from '../../support/answer-any.ts';
import { createProfile, deleteProfile, launchChromium } from '../../support/chromium.ts';
import type { Chromium } from '../../support/chromium.ts';
import type { EdgeStack } from '../../support/edge-stack.ts';
import {
	findExtractableKeys,
	findMarkers,
	findMarkersInStores,
	findMarkersOnDisk
} from '../../support/markers.ts';
import {
	goToNext,
	handIn,
	openCheck,
	position,
	signIn,
	startExam,
	waitReadyOffline
} from '../../support/student.ts';
import { openWiretap, type Wiretap } from '../../support/wiretap.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { withEdge } from '../with-edge.ts';
import { plantSecrets, TITLE } from './secrets.ts';
import type { Secrets } from './secrets.ts';

export const secrecy: FaultClass = {
	id: 'secrecy',
	title: 'Form and solutions before their time',
	does: 'Markers in every key, rubric, feedback, name and tag of an exam of every type, in its questions, in other exams, in the bank, in comments and in another student’s data; and the start code, the keys of sitting, installation and sign-ins, and hashes of passwords as they are. A student goes all the way in Chromium: ready without a network, started with the network or with the start code, handed in, and before the release. Every byte sent, every store and cache of the browser and its files on the disk are searched each time: of the form nothing before the start, of the rest nothing ever, and no key that script could read. At stake is each secret at each search; lost is one that was found.',
	sizes: { full: 10, slice: 1 },
	run: (options) =>
		withEdge(async (stack) => {
			const secrets = await plantSecrets(stack, options.runs);
			return eachSeed(options, (seed, tally) =>
				goAllTheWay(stack, secrets, { email: nth(secrets, seed - options.seed), seed }, tally)
			);
		})
};

const nth = ({ students }: Secrets, at: number) => students[at] ?? '';

async function goAllTheWay(
	stack: EdgeStack,
	secrets: Secrets,
	{ email, seed }: { email: string; seed: number },
	tally: Tally
): Promise<void> {
	const profile = createProfile();
	const wiretap = await openWiretap();
	let browser: Chromium | null = null;
	try {
		browser = await launchChromium(profile, { devices: {}, arguments: wiretap.browserArguments });
		const { page, context } = browser;
		const search = searcher({ profile, wiretap, page }, tally);
		const { form, contentKey } = secrets;
		const ever = Object.values(secrets.ever).flat();
		await signIn(page, stack.origin, email);
		await waitReadyOffline(page, TITLE);
		await openCheck(page, TITLE);
		await search('ready offline', [...form, ...ever, ...contentKey]);
		if (findMarkers(wiretap.received(), [email]).length === 0)
			throw new Error('the wiretap heard nothing of what was sent');
		const offline = seed % 2 === 1;
		if (offline) await context.setOffline(true);
		await startExam(page, offline ? secrets.startCode : undefined);
		if (!(await page.getByRole('main').innerText()).includes(form[0] ?? ''))
			throw new Error('the form’s marker is not in the form');
		await answerAll(page);
		await page.reload().catch(() => undefined);
		await search('in the exam', [...ever, ...(offline ? contentKey : [])], contentKey);
		if (offline) await context.setOffline(false);
		await handIn(page);
		await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
		await page.goto(`${stack.origin}/exams`);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await page.goto(`${stack.origin}/exams/results`);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await search('handed in, not released', [...ever, ...(offline ? contentKey : [])], contentKey);
		tally.saw(offline ? 'started with the start code' : 'started with the network');
	} finally {
		await browser?.close();
		await wiretap.close();
		deleteProfile(profile);
	}
}

/** Something is entered wherever something can be: what is said to an answer would come then. */
async function answerAll(page: Page): Promise<void> {
	for (;;) {
		await answerAny(page);
		const { number, of } = await position(page);
		if (number === of) return;
		await goToNext(page);
	}
}

/** `kept`: what may be sent and must not be kept. */
function searcher(
	{ profile, wiretap, page }: { profile: string; wiretap: Wiretap; page: Page },
	tally: Tally
) {
	return async (when: string, secrets: string[], kept: string[] = []): Promise<void> => {
		const stored = [...new Set([...secrets, ...kept])];
		const found = [
			...findMarkers(wiretap.received(), secrets).map((marker) => `${marker} was sent`),
			...(await findMarkersInStores(page, stored)),
			...findMarkersOnDisk(profile, stored),
			...(await findExtractableKeys(page)).map((place) => `a key that can be read in ${place}`)
		];
		tally.entries += stored.length;
		tally.lost += found.length;
		tally.saw(`searched when ${when}: MB sent`, Math.round(wiretap.received().length / 1e6));
		if (found.length > 0) throw new Error(`${when}: ${found.join('; ')}`);
	};
}
