/**
 * A new version of the app while an exam runs, in real Chromium: what stands before the edge serves another build from one request to the
 * next, whole or broken; the database is put back to an older version's tables; a log of an older version comes to today's admission.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { createProfile, deleteProfile } from '../../support/chromium.ts';
import { until } from '../../support/edge-device.ts';
import * as student from '../../support/student.ts';
import { verify } from '../../support/verifier.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass, RunOptions } from '../fault-class.ts';
import { openExam, type Exam } from '../in-browser/exam.ts';
import { bundleWith, holdAgainst } from '../in-browser/held-against.ts';
import { openLine } from '../in-browser/line.ts';
import { reportOn, Seat } from '../in-browser/seat.ts';
import { openFront, type Front } from './front.ts';
import { admitOlder } from './older-log.ts';
import { asOlderRows, rowCounts } from './older-rows.ts';
import { otherBuild, ownVersion } from './other-build.ts';
import { brokenBy, planOf, type Plan } from './plan.ts';

const NEXT = '99.0.0';

export const appUpdate: FaultClass = {
	id: 'app-update',
	title: 'Update in the middle of an exam',
	does: 'In real Chromium with the real edge, under an exam that runs, another build is served, whole, half, or with a service worker that fails. The page is not loaded again by itself; loaded again by hand, with a network or without, it is one version and not two; the exam is handed in, and the new version comes afterwards. Tables of an older version are taken over with every row, and a log that an older version wrote is admitted.',
	sizes: { full: 25, slice: 0, leftOut: 'Its own waiting for the new version is not settled yet.' },
	run: runAll
};

type World = { exam: Exam; front: Front; builds: { old: string; next: string } };

async function runAll(options: RunOptions) {
	const exam = await openExam(options.runs);
	const folder = mkdtempSync(join(tmpdir(), 'invigil-builds-'));
	const builds = { old: resolve('build'), next: join(folder, 'next') };
	otherBuild(builds.old, builds.next, { turn: 3, version: NEXT });
	const front = await openFront(exam.stack, builds.old);
	try {
		const world = { exam, front, builds };
		return await eachSeed(options, (seed, tally) => runOne(world, planOf(seed), tally));
	} finally {
		await front.close();
		rmSync(folder, { recursive: true });
		await exam.dispose();
	}
}

async function runOne(world: World, plan: Plan, tally: Tally): Promise<void> {
	const { exam, front, builds } = world;
	front.serve(builds.old);
	const profile = createProfile();
	const line = await openLine(front);
	const seat = await Seat.open({ exam, profile, email: exam.nextStudent(), line });
	try {
		await admitOlder(plan.seed, tally);
		await seat.begin();
		for (const question of plan.before) await seat.answer(question);
		if (plan.kind === 'older rows') await olderRows(seat);
		else await newVersion(world, plan, seat, tally);
		await finish(world, plan, seat, tally);
		tally.saw(plan.kind === 'broken' ? `broken: ${plan.broken}` : plan.kind);
	} catch (error) {
		throw new Error(
			`${JSON.stringify(plan)}\n${error instanceof Error ? error.stack : String(error)}`,
			{ cause: error }
		);
	} finally {
		await seat.leave();
		deleteProfile(profile);
	}
}

async function newVersion(world: World, plan: Plan, seat: Seat, tally: Tally): Promise<void> {
	const { front, builds } = world;
	const { page, line } = seat;
	await page.evaluate(() => void document.documentElement.setAttribute('data-was-here', ''));
	front.serve(builds.next, plan.kind === 'broken' ? brokenBy(plan) : undefined);
	const became = await lookForUpdate(page);
	tally.saw(`the new version: ${became}`);
	if (plan.kind !== 'broken') must(became === 'waits', `the new version ${became}`);
	else must(became !== 'waits', 'a version that is not whole was installed');
	if (plan.otherTab) {
		const other = await seat.context.newPage();
		await other.goto(`${seat.origin}/exams`);
		await other.getByRole('article').first().waitFor();
		await lookForUpdate(other);
		await other.close();
	}
	for (const question of plan.during) await seat.answer(question);
	must((await page.locator('[data-was-here]').count()) === 1, 'the running exam was loaded again');
	if (plan.kind === 'running') return;
	if (plan.offline) line.cut();
	const before = await seat.shown();
	must((await seat.reload()) === 'exam', 'loaded again, the exam is not there');
	must((await versionOf(page)) === ownVersion(builds.old), 'another version took over the exam');
	await oneVersion(page, world);
	const after = await seat.shown();
	must(
		before.every((text, at) => text === after[at]),
		'loaded again, answers are others'
	);
	const report = await reportOn(page);
	must(!report.isThere, `a loss is reported where none is: ${report.text}`);
	line.mend();
	await page.evaluate(() => dispatchEvent(new Event('online')));
}

/** As a browser does by itself now and then. */
const lookForUpdate = (page: Page): Promise<string> =>
	page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		if (!registration) return 'has no registration';
		try {
			await registration.update();
		} catch {
			return 'could not be read';
		}
		const { installing } = registration;
		if (installing)
			await new Promise<void>((done) => {
				installing.addEventListener('statechange', () => {
					if (installing.state !== 'installing') done();
				});
			});
		return registration.waiting ? 'waits' : 'was not installed';
	});

const versionOf = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const name = Object.keys(window).find((key) => key.startsWith('__sveltekit_')) ?? '';
		return (
			(window as unknown as Record<string, { version: string } | undefined>)[name]?.version ?? ''
		);
	});

/** All that the page loaded is of one build. */
async function oneVersion(page: Page, { builds }: World): Promise<void> {
	const loaded = await page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.map(({ name }) => new URL(name).pathname)
			.filter((path) => path.startsWith('/_app/immutable/'))
	);
	const inside = (build: string) => loaded.filter((path) => existsSync(join(build, path))).length;
	const counts = [inside(builds.old), inside(builds.next)];
	must(
		loaded.length > 0 && counts.includes(loaded.length) && counts.includes(0),
		`of ${loaded.length} files ${counts.join(' and ')} are of either version`
	);
}

async function olderRows(seat: Seat): Promise<void> {
	const before = await seat.shown();
	await seat.until('received');
	await seat.page.goto('about:blank');
	const kept = await asOlderRows(seat);
	must((await seat.reload()) === 'exam', 'over the older tables the exam does not open');
	const counts = await rowCounts(seat.page);
	for (const [store, count] of Object.entries(kept))
		must((counts[store] ?? -1) >= count, `${store} had ${count} rows, and has ${counts[store]}`);
	must('files' in counts, 'the tables are those of before');
	const after = await seat.shown();
	must(
		before.every((text, at) => text === after[at]),
		'over the older tables answers are others'
	);
}

/** Hands in, and only then the new version comes. */
async function finish(world: World, plan: Plan, seat: Seat, tally: Tally): Promise<void> {
	const { exam, front, builds } = world;
	const { page } = seat;
	await seat.answer(1);
	await student.handIn(page);
	await page
		.getByRole('status')
		.filter({ hasText: 'Received' })
		.first()
		.waitFor({ timeout: 60_000 });
	const bundle = await bundleWith(exam, seat.attempt, seat.claims);
	holdAgainst(bundle, seat.claims, null, tally);
	const { code, says } = verify((await exam.bundleOf(seat.attempt)).text);
	must(code === 0, `the verifier accuses: ${says}`);
	if (plan.kind === 'older rows') return;
	// Whole at last, where it was broken.
	front.serve(builds.next);
	await page.goto(`${seat.origin}/exams`);
	await until(
		// It loads the page again while it is asked.
		async () => (await versionOf(page).catch(() => '')) === NEXT,
		240_000,
		() => `after the hand-in it is version ${ownVersion(builds.old)} still`
	);
	await page.getByRole('article').first().waitFor();
	await oneVersion(page, world);
	tally.saw('the new version came after the hand-in');
}

function must(holds: boolean, otherwise: string): asserts holds {
	if (!holds) throw new Error(otherwise);
}
