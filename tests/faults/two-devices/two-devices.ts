/**
 * More than one place to write, in real Chromium against the real edge: a second window, a second device, a copy of the profile beside the
 * first, a copy of the profile put back.
 */
import { rmSync } from 'node:fs';
import type { Bundle } from '#sync/schema/bundle.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { createProfile, deleteProfile } from '../../support/chromium.ts';
import { until } from '../../support/edge-device.ts';
import * as student from '../../support/student.ts';
import { verify } from '../../support/verifier.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass, RunOptions } from '../fault-class.ts';
import { openExam, stateOf, type Exam } from '../in-browser/exam.ts';
import { bundleWith, holdAgainst } from '../in-browser/held-against.ts';
import { Seat, type Claim } from '../in-browser/seat.ts';
import { planOf, type Plan } from './plan.ts';

export const twoDevices: FaultClass = {
	id: 'two-devices',
	title: 'Second tab, second device, cloned profile, restored backup',
	does: 'In real Chromium with the real edge. Of two windows one writes, and the other says so; what was saved in the one stands in the other. A second device gets a permit of its own, the first brings what it still has and is told. Of a profile that was copied and used twice, or put back from a copy, the fork is found: both branches are kept, the attempt is held, and nobody’s receipted answers are gone.',
	sizes: { full: 60, slice: 2 },
	run: runAll
};

type Run = { exam: Exam; plan: Plan; seat: Seat; profile: () => string; tally: Tally };

async function runAll(options: RunOptions) {
	const exam = await openExam(options.runs);
	try {
		return await eachSeed(options, (seed, tally) => runOne(exam, planOf(seed), tally));
	} finally {
		await exam.dispose();
	}
}

async function runOne(exam: Exam, plan: Plan, tally: Tally): Promise<void> {
	const profiles: string[] = [];
	const profile = () => {
		const made = createProfile();
		profiles.push(made);
		return made;
	};
	const seat = await Seat.open({ exam, profile: profile(), email: exam.nextStudent() });
	try {
		await seat.begin();
		await answerAll(seat, plan.shared);
		await seat.until('received');
		await kinds[plan.kind]({ exam, plan, seat, profile, tally });
		tally.saw(`${plan.kind}${plan.online ? '' : ', apart without a network'}`);
	} catch (error) {
		throw new Error(
			`${JSON.stringify(plan)}\n${error instanceof Error ? error.stack : String(error)}`,
			{ cause: error }
		);
	} finally {
		await seat.leave();
		profiles.forEach(deleteProfile);
	}
}

const kinds: Record<Plan['kind'], (run: Run) => Promise<void>> = {
	'second window': secondWindow,
	'second device': secondDevice,
	'cloned profile': clonedProfile,
	'restored backup': restoredBackup
};

async function secondWindow({ exam, plan, seat, tally }: Run): Promise<void> {
	if (!plan.online) seat.line.cut();
	let [writes, waits] = [seat.page, await seat.context.newPage()];
	for (const question of plan.first) {
		await waits.goto(`${seat.origin}/exams/${seat.attempt}`);
		must((await seat.landing(waits)) === 'elsewhere', 'the second window does not say so');
		must((await waits.getByRole('textbox').count()) === 0, 'the second window can be written in');
		await seat.answer(question, writes);
		const before = await seat.shown(writes);
		await waits.getByRole('button', { name: 'Continue here' }).click();
		await student.questionHeading(waits).waitFor({ timeout: 30_000 });
		must((await seat.landing(writes)) === 'elsewhere', 'the first window still writes');
		must(same(await seat.shown(waits), before), 'the windows show different answers');
		[writes, waits] = [waits, writes];
	}
	seat.line.mend();
	await writes.evaluate(() => dispatchEvent(new Event('online')));
	await seat.answer(1, writes);
	await seat.until('received', writes);
	await student.handIn(writes);
	const bundle = await bundleWith(exam, seat.attempt, seat.claims);
	must(bundle.sessions.length === 1 && !bundle.branches, 'two windows were taken for two devices');
	holdAgainst(bundle, seat.claims, null, tally);
	await received(writes);
	await passes(exam, seat.attempt);
}

async function secondDevice({ exam, plan, seat, profile, tally }: Run): Promise<void> {
	if (!plan.online) seat.line.cut();
	await answerAll(seat, plan.first);
	const other = await Seat.open({ exam, profile: profile(), email: seat.email });
	try {
		await other.begin({ elsewhere: true });
		must(other.attempt === seat.attempt, 'the second device sits another attempt');
		await answerAll(other, plan.second);
		await other.until('received');
		seat.line.mend();
		await seat.page.evaluate(() => dispatchEvent(new Event('online')));
		await seat.page
			.getByText('Your exam goes on on another device')
			.first()
			.waitFor({ timeout: 60_000 });
		const claims = [...seat.claims, ...other.claims];
		await student.handIn(other.page);
		await received(other.page);
		const bundle = await bundleWith(exam, seat.attempt, claims);
		holdAgainst(bundle, claims, null, tally);
		must(bundle.sessions.length === 2, `${bundle.sessions.length} sessions of two devices`);
		must(!bundle.branches, 'a change of device was taken for a fork');
		await passes(exam, seat.attempt);
	} finally {
		await other.leave();
	}
}

async function clonedProfile({ exam, plan, seat, profile, tally }: Run): Promise<void> {
	await seat.closeBrowser(plan.killed ? 'kill' : 'close');
	const copy = profile();
	copyFolder(seat.profile, copy);
	await seat.openBrowser();
	if (!plan.online) seat.line.cut();
	const { line, email } = seat;
	const clone = await Seat.open({ exam, profile: copy, email, line });
	clone.attempt = seat.attempt;
	try {
		must((await seat.reload()) === 'exam', 'the first does not open again');
		await answerAll(seat, plan.first);
		if (plan.online) await seat.until('received');
		must((await clone.reload()) === 'exam', 'the copy does not open');
		await answerAll(clone, plan.second);
		line.mend();
		for (const page of [seat.page, clone.page])
			await page.evaluate(() => dispatchEvent(new Event('online')));
		const claims = [...seat.claims, ...clone.claims];
		await foundFork(exam, seat.attempt, claims, tally);
		// Whoever is told of it goes on, and neither is shut out.
		for (const each of [seat, clone]) {
			await each.answer(2);
			await each.until('received');
		}
		claims.push(...seat.claims, ...clone.claims);
		const distinct = new Set(claims);
		holdAgainst(await bundleWith(exam, seat.attempt, distinct), distinct, null, tally);
	} finally {
		await clone.closeBrowser();
	}
}

async function restoredBackup({ exam, plan, seat, profile, tally }: Run): Promise<void> {
	await seat.closeBrowser();
	const backup = profile();
	copyFolder(seat.profile, backup);
	await seat.openBrowser();
	must((await seat.reload()) === 'exam', 'it does not open again');
	await answerAll(seat, plan.first);
	await seat.until('received');
	if (!plan.online) seat.line.cut();
	await seat.closeBrowser(plan.killed ? 'kill' : 'close');
	rmSync(seat.profile, { recursive: true });
	copyFolder(backup, seat.profile);
	await seat.openBrowser();
	must((await seat.reload()) === 'exam', 'the copy that was put back does not open');
	await answerAll(seat, plan.second);
	seat.line.mend();
	await seat.page.evaluate(() => dispatchEvent(new Event('online')));
	await seat.answer(2);
	await seat.until('received');
	const bundle = await bundleWith(exam, seat.attempt, seat.claims);
	holdAgainst(bundle, seat.claims, null, tally);
	if (bundle.branches) return foundFork(exam, seat.attempt, seat.claims, tally);
	tally.saw('restored backup: healed');
	const last = new Map(seat.claims.map((claim) => [claim.question, claim.text]));
	const shown = await seat.shown();
	for (const [question, text] of last)
		must(shown[question - 1] === text, `healed, and question ${question} is another`);
}

/** Both branches are kept, and a person has to look. */
async function foundFork(
	exam: Exam,
	attempt: string,
	claims: readonly Claim[],
	tally: Tally
): Promise<void> {
	let bundle: Bundle = (await exam.bundleOf(attempt)).bundle;
	await until(
		async () => {
			({ bundle } = await exam.bundleOf(attempt));
			return (bundle.branches?.length ?? 0) > 0;
		},
		60_000,
		() => 'no fork was found'
	);
	await until(
		async () => (await stateOf(exam, attempt)) === 'held',
		30_000,
		() => 'the attempt of a fork is not held'
	);
	tally.saw('forks found, and held with both branches');
	tally.saw('answers of both branches', claims.length);
}

async function answerAll(seat: Seat, questions: readonly number[]): Promise<void> {
	for (const question of questions) await seat.answer(question);
}

const received = (page: Seat['page']) =>
	page.getByRole('status').filter({ hasText: 'Received' }).first().waitFor({ timeout: 60_000 });

async function passes(exam: Exam, attempt: string): Promise<void> {
	const { code, says } = verify((await exam.bundleOf(attempt)).text);
	must(code === 0, `the verifier accuses: ${says}`);
}

const same = (a: readonly string[], b: readonly string[]) =>
	a.length === b.length && a.every((text, at) => text === b[at]);

function must(holds: boolean, otherwise: string): asserts holds {
	if (!holds) throw new Error(otherwise);
}
