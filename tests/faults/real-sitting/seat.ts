/** One student at one sitting, in a browser that comes back on the same profile however it ended, with what must hold each time it does. */
import type { BrowserContext, Page } from 'playwright';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { launchChromium } from '../../support/chromium.ts';
import type { Chromium, LaunchOptions } from '../../support/chromium.ts';
import * as student from '../../support/student.ts';
import { verify } from '../../support/verifier.ts';
import type { Tally } from '../each-seed.ts';
import { answersIn, readDevice, requireGrownFrom } from './device-record.ts';
import type { DeviceRecord } from './device-record.ts';
import { Memory } from './memory.ts';
import type { School } from './school.ts';
import { isSaved, watchScreen } from './screen.ts';
import { StudentAtWork } from './student-at-work.ts';
import type { Dice } from './student-at-work.ts';

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;
const quietly = () => undefined;

export class Seat {
	readonly memory = new Memory();
	readonly #student = new StudentAtWork(this.memory);
	readonly #school: School;
	#profile: string;
	#browser: Chromium;
	#page: Page;
	#url: string;
	#record: DeviceRecord | null = null;
	/** How often the exam was opened again. */
	#opened = 0;

	private constructor(school: School, profile: string, browser: Chromium, url: string) {
		this.#school = school;
		this.#profile = profile;
		this.#browser = browser;
		this.#page = browser.page;
		this.#url = url;
	}

	/** Signed in, ready and at the first question. */
	static async take(school: School, profile: string, email: string): Promise<Seat> {
		const browser = await launchChromium(profile);
		const seat = new Seat(school, profile, browser, '');
		try {
			await seat.#watch();
			const page = browser.page;
			await student.signIn(page, school.origin, email);
			await student.waitReadyOffline(page, school.title);
			await student.openCheck(page, school.title);
			await student.startExam(page);
			seat.#url = page.url();
			await seat.#untilSaved();
			return seat;
		} catch (problem) {
			await browser.kill();
			throw problem;
		}
	}

	/** Of an exam that was begun on this profile and to which nothing was answered; `prepare` is what to do with the browser before. */
	static async goOn(
		school: School,
		{ profile, url }: { profile: string; url: string },
		{
			prepare,
			...options
		}: LaunchOptions & { prepare: (context: BrowserContext) => Promise<unknown> }
	): Promise<Seat> {
		const browser = await launchChromium(profile, options);
		const seat = new Seat(school, profile, browser, url);
		try {
			await prepare(browser.context);
			await seat.#watch();
			await browser.page.goto(url);
			await seat.#untilSaved();
			return seat;
		} catch (problem) {
			await browser.kill();
			throw problem;
		}
	}

	get profile(): string {
		return this.#profile;
	}

	get url(): string {
		return this.#url;
	}

	get page(): Page {
		return this.#page;
	}

	/** As where the browser itself finds a fault in the page. */
	async crash(): Promise<void> {
		const session = await this.#browser.context.newCDPSession(this.#page);
		// Nobody is left to answer.
		session.send('Page.crash').catch(quietly);
	}

	get #attempt(): string {
		return /[0-9a-f-]{36}/.exec(this.#url)?.[0] ?? '';
	}

	/** Answers for so long, and is still at it when `fault` strikes. */
	async workUntil(ms: number, throwing: Dice, fault: () => Promise<void>): Promise<void> {
		const over = new AbortController();
		const working = this.#student.work(this.#page, throwing, over.signal);
		await Promise.race([sleep(ms), working]);
		over.abort();
		try {
			await fault();
		} finally {
			await working;
		}
	}

	/** All of the browser that is left, and what Playwright holds of it. */
	async kill(): Promise<void> {
		await this.#browser.kill();
	}

	/** A new browser on the profile. */
	async launch(profile = this.#profile): Promise<void> {
		this.#profile = profile;
		this.#browser = await launchChromium(profile);
		this.#page = this.#browser.page;
		await this.#watch();
	}

	/** In the browser that there is. */
	async newTab(): Promise<void> {
		this.#page = await this.#browser.context.newPage();
	}

	/** Answers that the screen had called saved, and those of them that are not on the device. */
	async missing(): Promise<{ claims: number; missing: string[] }> {
		const found = await readDevice(this.#browser.context, this.#school.origin);
		const missing = this.memory.missingIn(found?.answers ?? new Map());
		return { claims: this.memory.claims, missing };
	}

	/** What the device has, against what the screen said and what was there before. */
	async look(tally: Tally): Promise<void> {
		const { memory } = this;
		const { claims } = memory;
		tally.entries += claims;
		const found = await readDevice(this.#browser.context, this.#school.origin).catch(
			(problem: unknown) => {
				// What nobody can read is gone.
				tally.lost += claims;
				throw problem;
			}
		);
		const missing = memory.missingIn(found?.answers ?? new Map());
		tally.lost += missing.length;
		if (missing.length > 0)
			throw new Error(`called saved and gone (question, answer): ${missing.join(', ')}`);
		if (!found) throw new Error('no session on the device');
		if (this.#record) requireGrownFrom(this.#record, found);
		if (found.receipted >= found.entries.length)
			throw new Error(`entry ${found.receipted} is receipted, ${found.entries.length} are there`);
		tally.saw('the browser opened its storage only when asked again', Math.min(1, found.refusals));
		memory.lookedAt(found.answers);
		this.#record = found;
	}

	/** The exam, from its address: the same question, the same time left, and nothing of a damage. */
	async openAgain(tally: Tally): Promise<void> {
		await this.#page.goto(this.#url);
		this.#opened++;
		await this.#untilSaved();
		const same = this.memory.goesOn();
		tally.saw(same ? 'same question shown' : 'question shown of less than a second before');
		this.memory.checkTime();
	}

	/** Hands in; the bundle verifies, and holds what the device has and the screen showed. */
	async finish(): Promise<void> {
		await student.handIn(this.#page);
		await this.#page
			.getByRole('status')
			.filter({ hasText: 'Received' })
			.waitFor({ timeout: PATIENCE_MS });
		const text = await this.#untilDrained();
		const verdict = verify(text);
		if (verdict.code !== 0) throw new Error(`the bundle does not verify:\n${verdict.says}`);
		const entries = entriesOf(text);
		const resumed = entries.filter(({ kind }) => kind === 'resume').length;
		if (resumed !== this.#opened)
			throw new Error(`opened again ${this.#opened} times, ${resumed} are in the log`);
		this.memory.requireAll(answersIn(entries));
		await this.close();
	}

	/** The edge writes a moment later what it has received. */
	async #untilDrained(): Promise<string> {
		for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(200)) {
			const text = await this.#school.bundleOf(this.#attempt);
			if (entriesOf(text).some(({ kind }) => kind === 'submit')) return text;
		}
		throw new Error('the submit is not in the bundle');
	}

	async #watch(): Promise<void> {
		await watchScreen(this.#browser.context, (sample) => this.memory.saw(sample));
	}

	async #untilSaved(): Promise<void> {
		for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_EVERY_MS))
			if (this.memory.last && isSaved(this.memory.last)) return;
		const shown = await this.#page.locator('body').innerText();
		throw new Error(`not open and saved; ${this.#page.url()} shows:\n${shown}`);
	}

	/** As a person closes it. */
	async close(): Promise<void> {
		await this.#browser.close();
	}

	/** After a failure: whatever is left ends. */
	async leave(): Promise<void> {
		await this.#browser.kill().catch(quietly);
	}
}

function entriesOf(bundle: string): Entry[] {
	const { sessions } = bundleSchema.parse(JSON.parse(bundle));
	if (sessions.length !== 1) throw new Error(`${sessions.length} sessions in the bundle`);
	return sessions.flatMap(({ log }) =>
		log.flatMap((segment) => segment.entries.map(({ text }) => JSON.parse(text) as Entry))
	);
}
