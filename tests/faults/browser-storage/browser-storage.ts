/**
 * A browser's own storage fails under a running exam, in real Chromium against the real edge: no room, cleared by another page or by the
 * browser, damaged on the disk. Several faults are done to one sitting; each seed says which, and when.
 */
import type { Page } from 'playwright';
import { createProfile, deleteProfile } from '../../support/chromium.ts';
import { verify } from '../../support/verifier.ts';
import * as student from '../../support/student.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass, RunOptions } from '../fault-class.ts';
import { openExam, QUESTIONS, type Exam } from '../in-browser/exam.ts';
import { bundleWith, holdAgainst, textsIn } from '../in-browser/held-against.ts';
import { reportOn, Seat, type Report } from '../in-browser/seat.ts';
import { damageProfile } from './damage-profile.ts';
import { planOf, type Plan } from './plan.ts';

/** So often one student is tried; then the next sits down. */
const FAULTS_A_SITTING = 6;

export const browserStorage: FaultClass = {
	id: 'browser-storage',
	title: 'The browser’s storage fails',
	does: 'In real Chromium with the real edge: no room left, the database deleted by another page, the site’s data cleared while the exam runs or with the page gone, files of the profile damaged, cut off or removed; with and without a network, with the page loaded again or not. A store that cannot write is said at once, memory and network carry on; what was receipted is in the edge’s record, and every other answer that was called saved is there or is reported as missing, by its question.',
	sizes: { full: 120, slice: 2 },
	run: runAll
};

async function runAll(options: RunOptions) {
	const exam = await openExam(options.runs);
	const sittings = new Sittings(exam);
	try {
		return await eachSeed(options, (seed, tally) => sittings.run(planOf(seed), tally));
	} finally {
		await sittings.end();
		await exam.dispose();
	}
}

class Sittings {
	readonly #exam: Exam;
	#seat: Seat | null = null;
	#faults = 0;

	constructor(exam: Exam) {
		this.#exam = exam;
	}

	async run(plan: Plan, tally: Tally): Promise<void> {
		const seat = await this.#seated();
		try {
			const came = await runFault(plan, seat, tally);
			if (came === 'unopened') await this.end();
			else if (++this.#faults >= FAULTS_A_SITTING) await this.#finish(tally);
		} catch (error) {
			// Whoever comes next begins anew.
			await this.end();
			throw new Error(
				`${JSON.stringify(plan)}\n${error instanceof Error ? error.stack : String(error)}`,
				{ cause: error }
			);
		}
	}

	async end(): Promise<void> {
		const seat = this.#seat;
		this.#seat = null;
		this.#faults = 0;
		if (!seat) return;
		await seat.leave();
		deleteProfile(seat.profile);
	}

	async #seated(): Promise<Seat> {
		if (this.#seat) return this.#seat;
		const options = { exam: this.#exam, profile: createProfile(), email: this.#exam.nextStudent() };
		this.#seat = await Seat.open(options);
		await this.#seat.begin();
		return this.#seat;
	}

	/** Hands in; nobody is accused of anything. */
	async #finish(tally: Tally): Promise<void> {
		const seat = this.#seat;
		if (!seat) return;
		await student.handIn(seat.page);
		await seat.page
			.getByRole('status')
			.filter({ hasText: 'Received' })
			.waitFor({ timeout: 60_000 });
		await bundleWith(this.#exam, seat.attempt, seat.newest().values());
		const { text } = await this.#exam.bundleOf(seat.attempt);
		const { code, says } = verify(text);
		if (code !== 0) throw new Error(`the verifier accuses: ${says}`);
		tally.saw('sittings handed in, and passed by the verifier');
		await this.end();
	}
}

/** `unopened`: nothing more can be done in this browser. */
async function runFault(plan: Plan, seat: Seat, tally: Tally): Promise<'goes_on' | 'unopened'> {
	const { fault, online, before, during, reload } = plan;
	// Each run stands for itself: what was entered for another is dealt with.
	seat.claims.length = 0;
	await answerAll(seat, before.slice(0, 1));
	await seat.until('received');
	if (!online) seat.line.cut();
	await answerAll(seat, before.slice(1));
	let alarms = 0;
	const say = (what: string) => tally.saw(what);
	say(`${fault}, ${online ? 'with' : 'without'} a network${reload ? ', loaded again' : ''}`);

	if (fault === 'no room') {
		await setQuota(seat, 1);
		for (const question of during) if ((await seat.answer(question)).said === 'unsaved') alarms++;
		if (during.length > 0) {
			await seat.until('unsaved');
			if (
				(await seat.page.getByRole('alert').filter({ hasText: 'cannot write now' }).count()) === 0
			)
				throw new Error('the store has no room, and the page does not say so');
			alarms++;
		}
		if (!reload) {
			await setQuota(seat, null);
			await seat.until(online ? 'received' : 'saved');
		}
	} else if (fault === 'deleted by another page') {
		await deleteFromElsewhere(seat);
		await answerAll(seat, during);
	} else if (fault === 'cleared') {
		await clear(seat, seat.page, plan.clears);
		await answerAll(seat, during);
	} else if (fault === 'cleared after leaving') {
		await answerAll(seat, during);
		await seat.page.goto('about:blank');
		await clear(seat, seat.page, plan.clears);
	} else {
		await answerAll(seat, during);
		await seat.closeBrowser();
		say(`damaged: ${damageProfile(seat.profile, plan)}`);
		await seat.openBrowser();
	}
	if (alarms > 0) say('alarms while the store could not write');

	let report: Report | null = null;
	const restarts = fault === 'damaged on the disk' || fault === 'cleared after leaving';
	if (reload || restarts) report = await comeBack(seat, plan, tally);
	if (report?.unopened) return unopened(seat, report, tally);
	if (fault === 'no room') await setQuota(seat, null);
	seat.line.mend();
	// A minute is long to wait for the next try of a connection: as when the browser tells that there is a network.
	await nudge(seat.page);
	await seat.answer(QUESTIONS);
	await seat.until('received');
	report ??= await reportOn(seat.page);
	const newest = seat.newest();
	const bundle = await bundleWith(seat.exam, seat.attempt, newest.values());
	await checkShown(seat, bundle, report, tally);
	holdAgainst(bundle, newest.values(), report, tally);
	return 'goes_on';
}

/** This browser cannot go on, and says what only it has; all else is the edge's. */
async function unopened(seat: Seat, report: Report, tally: Tally): Promise<'unopened'> {
	const newest = seat.newest();
	const bundle = await bundleWith(seat.exam, seat.attempt, newest.values());
	holdAgainst(bundle, newest.values(), report, tally);
	tally.saw('browsers that do not open their storage any more, and name what only they have');
	return 'unopened';
}

async function answerAll(seat: Seat, questions: readonly number[]): Promise<void> {
	for (const question of questions) await seat.answer(question);
}

/** Back on the exam's page, whatever is left of it; what the screen reports on the way. */
async function comeBack(seat: Seat, { clears }: Plan, tally: Tally): Promise<Report> {
	// Without its service worker a page can only come from the edge.
	if (clears.includes('service_workers')) seat.line.mend();
	let landed = await seat.reload().catch((error: unknown) => {
		if (seat.line.isUp) throw error;
		return 'cannot' as const;
	});
	tally.saw(`loaded again: ${landed}`);
	const report = await reportOn(seat.page);
	if (landed === 'exam' || report.unopened) return report;
	// The questions, a key or the sign-in are gone too: a network brings them.
	seat.line.mend();
	landed = await seat.reload();
	if (landed === 'sign_in') {
		await student.signIn(seat.page, seat.origin, seat.email);
		await seat.page.waitForURL(/\/exams$/);
		landed = await seat.reload();
	}
	const again = await reportOn(seat.page);
	if (landed === 'check') await student.startOrContinue(seat.page);
	else if (landed !== 'exam') throw new Error(`it landed at ${landed}`);
	return again.isThere || again.noRecord ? again : report;
}

/** What the log has, the fields show; what is missing there was reported. Begun anew, they are empty (the record is the edge's). */
async function checkShown(
	seat: Seat,
	bundle: Parameters<typeof textsIn>[0],
	report: Report,
	tally: Tally
): Promise<void> {
	const shown = await seat.shown();
	const begunAnew = report.noRecord || report.text.includes('has lost its record');
	for (const { question, text, said } of seat.newest().values()) {
		if (shown[question - 1] === text) continue;
		if (begunAnew)
			tally.saw('answers that the edge has, and that a session begun anew does not show');
		else if (!report.questions.has(question) && !report.unknown)
			throw new Error(
				`question ${question} shows "${shown[question - 1]}" and not "${text}" (${said}); the edge has it: ${textsIn(bundle).has(text)}\nsaid: ${report.text}`
			);
	}
}

const nudge = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')));

async function setQuota(seat: Seat, quotaSize: number | null): Promise<void> {
	const cdp = await seat.context.newCDPSession(seat.page);
	const own = quotaSize === null ? {} : { quotaSize };
	await cdp.send('Storage.overrideQuotaForOrigin', { origin: seat.origin, ...own });
	// It ends with the session that asked for it, so that is kept open while it lasts.
	if (quotaSize === null) await cdp.detach();
}

async function clear(seat: Seat, page: Page, storageTypes: string): Promise<void> {
	const cdp = await seat.context.newCDPSession(page);
	await cdp.send('Storage.clearDataForOrigin', { origin: seat.origin, storageTypes });
	await cdp.detach();
}

/** The request waits until the exam's own connection closes, which it does not by itself. */
async function deleteFromElsewhere(seat: Seat): Promise<void> {
	const other = await seat.context.newPage();
	await other.goto(`${seat.origin}/exams`);
	await other.evaluate(() => void indexedDB.deleteDatabase('invigil'));
	await other.close();
}
