/**
 * Mails that nobody gets twice, sent from a hall's alarm. Each is claimed in Postgres before it goes: where the edge dies in between, one
 * mail is missing.
 */
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import type { Mail } from '../mail/mail.ts';

export interface ClaimedMail {
	mail: Mail;
	/** Answers whether it is owed still. */
	claim(query: Query): Promise<boolean>;
	/** It was not sent. */
	giveBack(query: Query): Promise<void>;
}

/** A Worker may ask others only so often in one go. */
const AT_ONCE = 40;
const SOON_MS = 1_000;
const MAIL_AWAY_MS = 5 * 60_000;

/** Answers when to come again; null: all of them went. Rejects when Postgres is away. */
export async function sendClaimed(
	env: Env,
	mails: readonly ClaimedMail[],
	{ what, sitting, now }: { what: string; sitting: string; now: number }
): Promise<number | null> {
	for (const { mail, claim, giveBack } of mails.slice(0, AT_ONCE)) {
		if (!(await transaction(env, system, claim))) continue;
		try {
			await sendMail(env, mail);
		} catch (problem) {
			const known = problem instanceof MailError;
			if (known) logProblem(what, problem, { sitting });
			// One address that is refused does not keep the others waiting.
			if (known && problem.ofThisMail) continue;
			await transaction(env, system, giveBack);
			if (!known) throw problem;
			return now + MAIL_AWAY_MS;
		}
	}
	return mails.length > AT_ONCE ? now + SOON_MS : null;
}
