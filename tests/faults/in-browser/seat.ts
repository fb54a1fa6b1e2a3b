/** A student who sits the exam in a real browser, and a list of what the screen said of every answer: that is held against the edge afterwards. */
import type { BrowserContext, Page } from 'playwright';
import { launchChromium, type Chromium } from '../../support/chromium.ts';
import * as student from '../../support/student.ts';
import { openLine, type Line } from './line.ts';
import { QUESTIONS, TITLE, type Exam } from './exam.ts';

/** As the screen said it: `unsaved` is the alarm. */
export type Said = 'saved' | 'received' | 'unsaved';
export interface Claim {
	question: number;
	text: string;
	said: Said;
}
/** Where a page that was opened again ended up. */
export type Landing = 'exam' | 'check' | 'cannot' | 'elsewhere' | 'done' | 'sign_in';

export interface SeatOptions {
	exam: Exam;
	profile: string;
	email: string;
	/** Given where it is shared with another browser of the same student. */
	line?: Line;
}

const WORDS = {
	unsaved: 'Not saved on this device yet',
	received: 'Received',
	saved: 'Saved on this device'
} as const;

export class Seat {
	readonly exam: Exam;
	readonly profile: string;
	readonly email: string;
	readonly line: Line;
	readonly claims: Claim[] = [];
	attempt = '';
	#browser: Chromium;
	#version = 0;

	private constructor(options: SeatOptions, line: Line, browser: Chromium) {
		this.exam = options.exam;
		this.profile = options.profile;
		this.email = options.email;
		this.line = line;
		this.#browser = browser;
	}

	static async open(options: SeatOptions): Promise<Seat> {
		const line = options.line ?? (await openLine(options.exam.stack));
		return new Seat(options, line, await launch(options.profile));
	}

	get page(): Page {
		return this.#browser.page;
	}
	get context(): BrowserContext {
		return this.#browser.context;
	}
	get origin(): string {
		return this.line.origin;
	}

	/** From the sign-in to the first question. */
	/** `elsewhere`: it was begun on another device. */
	async begin({ elsewhere = false } = {}): Promise<void> {
		const { page } = this;
		await student.signIn(page, this.origin, this.email);
		await student.waitReadyOffline(page, TITLE);
		if (elsewhere) {
			await student.examCard(page, TITLE).getByRole('link', { name: 'Open' }).click();
			await student.startOrContinue(page);
		} else {
			await student.openCheck(page, TITLE);
			await student.startExam(page);
		}
		this.attempt = page.url().split('/').at(-1) ?? '';
	}

	/** Answers anew, and takes down what the screen says of it. */
	async answer(question: number, page = this.page): Promise<Claim> {
		await student.goTo(page, question);
		const text = `${this.email.split('@')[0]} question ${question} version ${++this.#version}`;
		const box = page.getByRole('main').getByRole('textbox', { name: 'Your answer' });
		await box.fill(text);
		await box.blur();
		const said = await saidOf(page);
		const claim = { question, text, said };
		this.claims.push(claim);
		return claim;
	}

	/** Until the screen says so of everything that was entered. */
	async until(said: Said, page = this.page): Promise<void> {
		await status(page, WORDS[said]).first().waitFor({ timeout: 60_000 });
		if (said !== 'unsaved') for (const claim of this.claims) claim.said = better(claim.said, said);
	}

	/** Loads the exam's page again, by its address. */
	async reload(): Promise<Landing> {
		await this.page.goto('about:blank');
		await this.page.goto(`${this.origin}/exams/${this.attempt}`);
		return this.landing();
	}

	async landing(page = this.page): Promise<Landing> {
		const places = {
			exam: student.questionHeading(page),
			check: page.getByRole('button', { name: 'Start exam' }),
			cannot: page.getByText('The exam cannot be opened now'),
			elsewhere: page.getByText('This exam is open in another window'),
			done: page.getByRole('heading', { name: 'Handed in' }),
			sign_in: page.getByRole('button', { name: 'Sign in', exact: true })
		};
		const [first, ...others] = Object.values(places);
		if (!first) throw new Error('nowhere to land');
		const any = others.reduce((all, place) => all.or(place), first).first();
		await any.waitFor({ timeout: 60_000 }).catch(async (error: unknown) => {
			const text = await page.locator('body').textContent();
			throw new Error(`landed at none of ${Object.keys(places).join(', ')}: ${text}`, {
				cause: error
			});
		});
		for (const [name, place] of Object.entries(places))
			if ((await place.count()) > 0) return name as Landing;
		throw new Error('landed nowhere');
	}

	/** What stands in every field now. */
	async shown(page = this.page): Promise<string[]> {
		const texts: string[] = [];
		for (let question = 1; question <= QUESTIONS; question++) {
			await student.goTo(page, question);
			texts.push(
				await page.getByRole('main').getByRole('textbox', { name: 'Your answer' }).inputValue()
			);
		}
		return texts;
	}

	/** The newest of each question that the screen called saved or received. */
	newest(): Map<number, Claim> {
		return new Map(
			this.claims.filter(({ said }) => said !== 'unsaved').map((claim) => [claim.question, claim])
		);
	}

	async closeBrowser(how: 'close' | 'kill' = 'close'): Promise<void> {
		await this.#browser[how]();
	}

	/** On the same profile, or a copy of it. */
	async openBrowser(profile = this.profile): Promise<void> {
		this.#browser = await launch(profile);
	}

	async leave(): Promise<void> {
		await this.#browser.close().catch(() => undefined);
		await this.line.close();
	}
}

const launch = (profile: string) => launchChromium(profile, { devices: { none: true } });

const status = (page: Page, text: string | RegExp) =>
	page.getByRole('status').filter({ hasText: text });

async function saidOf(page: Page): Promise<Said> {
	// What is shown now may still be about what was entered before: let the page paint first.
	await page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
	);
	const said = status(page, new RegExp(Object.values(WORDS).join('|'))).first();
	await said.waitFor({ timeout: 30_000 });
	const text = (await said.textContent()) ?? '';
	const found = (Object.keys(WORDS) as Said[]).find((each) => text.includes(WORDS[each]));
	return found ?? saidOf(page);
}

const rank: Record<Said, number> = { unsaved: 0, saved: 1, received: 2 };
const better = (a: Said, b: Said): Said => (rank[b] > rank[a] ? b : a);

/** What the screen reports as missing. */
export interface Report {
	/** Any alarm about the record at all. */
	isThere: boolean;
	questions: Set<number>;
	/** It says that nobody can tell which. */
	unknown: boolean;
	/** The store does not open: here the student cannot go on. */
	unopened: boolean;
	/** Nothing of the exam is known here. */
	noRecord: boolean;
	text: string;
}

export async function reportOn(page: Page): Promise<Report> {
	const texts = await page.getByRole('alert').allTextContents();
	const text = texts.join('\n').replace(/\s+/g, ' ');
	const named = text.matchAll(/Question (\d+), saved at \d{2}:\d{2}:\d{2}/g);
	return {
		isThere:
			/Part of the record|older than what was saved|has lost its record|only in this browser/.test(
				text
			),
		questions: new Set(Array.from(named, ([, number]) => Number(number))),
		unknown: text.includes('Which answers are among it cannot be told'),
		unopened: text.includes('What is only in this browser'),
		noRecord: text.includes('This exam is open on another device'),
		text
	};
}
