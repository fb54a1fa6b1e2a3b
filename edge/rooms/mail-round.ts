/** The mails of one look of a hall, of all kinds together: the deadlines of its sitting wait for them. */
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import type { Mail } from '../mail/mail.ts';

export interface OwedMail {
	mail: Mail;
	/** Before it goes: where the edge dies in between it is missing, and nobody gets it twice. `take` answers whether it is owed still. */
	claim?: { take(query: Query): Promise<boolean>; giveBack(query: Query): Promise<void> };
	/** Nothing more is tried: it went, may have gone, or was refused. Where the edge dies before this, it comes twice. */
	note?(query: Query): Promise<void>;
}
/** `nextAt`: when to look again; null: not before something is changed. */
export type Owed = { mails: OwedMail[]; nextAt: number | null };

/** A Worker may ask others only so often in one go. */
const MOST = 40;
const MOST_MS = 20_000;
/** A mail API that is silent takes ten seconds each time. */
const MOST_UNANSWERED = 2;
export const SOON_MS = 1_000;
const AWAY_MS = 5 * 60_000;
/** Where all are refused it is seldom the mails: an address they come from, a key. */
const ALL_REFUSED_MS = 3_600_000;

export class MailRound {
	readonly #env: Env;
	readonly #sitting: string;
	readonly #until = Date.now() + MOST_MS;
	#left = MOST;
	#unanswered = 0;
	#awayUntil: number | null = null;

	constructor(env: Env, sitting: string) {
		this.#env = env;
		this.#sitting = sitting;
	}

	/** Answers when to come again; null: nothing of these is left. Rejects when Postgres is away. */
	async send(what: string, owed: readonly OwedMail[]): Promise<number | null> {
		const refused: OwedMail[] = [];
		let went = false;
		let waits = false;
		for (const one of owed) {
			const end = this.#isOver() ? 'waits' : await this.#sendOne(what, one);
			if (end === 'refused') refused.push(one);
			went ||= end === 'went';
			waits ||= end === 'waits';
		}
		const all = refused.length > 1 && !went;
		// One address that is refused does not keep the others waiting, nor is it tried again.
		for (const one of refused) await this.#write(all ? one.claim?.giveBack : one.note);
		if (all) return Date.now() + ALL_REFUSED_MS;
		return waits ? (this.#awayUntil ?? Date.now() + SOON_MS) : null;
	}

	#isOver(): boolean {
		return this.#awayUntil !== null || this.#left <= 0 || Date.now() >= this.#until;
	}

	async #sendOne(what: string, one: OwedMail): Promise<'went' | 'refused' | 'waits' | 'known'> {
		if (one.claim && !(await this.#write(one.claim.take))) return 'known';
		this.#left--;
		try {
			await sendMail(this.#env, one.mail);
		} catch (problem) {
			const known = problem instanceof MailError;
			if (known) logProblem(what, problem, { sitting: this.#sitting });
			if (known && problem.ofThisMail) return 'refused';
			if (known && problem.mayHaveGone) this.#unanswered++;
			else {
				await this.#write(one.claim?.giveBack);
				if (!known) throw problem;
			}
			if (!problem.mayHaveGone || this.#unanswered >= MOST_UNANSWERED)
				this.#awayUntil = Date.now() + AWAY_MS;
			if (!problem.mayHaveGone) return 'waits';
		}
		await this.#write(one.note);
		return 'went';
	}

	async #write<T>(work: ((query: Query) => Promise<T>) | undefined): Promise<T | undefined> {
		return work && transaction(this.#env, system, work);
	}
}
