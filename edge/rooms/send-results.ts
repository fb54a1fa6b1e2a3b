/**
 * Mails that results of one sitting can be seen, sent from its hall's alarm. Each is claimed before it goes: where the edge dies in
 * between, one mail is missing, and none comes twice.
 */
import { resultsPath } from '../access/result-mails.ts';
import { system, transaction } from '../db/database.ts';
import { claimResultMail, returnResultMail, selectResultMails } from '../db/result-mails.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import { resultMail } from '../mail/result.ts';

/** A Worker may ask others only so often in one go. */
const AT_ONCE = 40;
const SOON_MS = 1_000;
const MAIL_AWAY_MS = 5 * 60_000;

/** Answers when to come again; null: not any more. Rejects when Postgres is away. */
export async function sendResults(env: Env, sitting: string, now: number): Promise<number | null> {
	if (!env.MAIL_URL) return null;
	const found = await transaction(env, system, (query) => selectResultMails(query, sitting));
	const origin = env.PUBLIC_ORIGIN ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { owed, nextAt } = found;
	const { title, mail_locale: locale } = found.sitting;
	for (const { student, attempts, name, email: to } of owed.slice(0, AT_ONCE)) {
		const told = { sitting, student };
		if (!(await transaction(env, system, (query) => claimResultMail(query, told)))) continue;
		const link = `${origin}${resultsPath(attempts)}`;
		try {
			await sendMail(env, resultMail({ locale, to, name, title, link }));
		} catch (problem) {
			const known = problem instanceof MailError;
			if (known) logProblem('hall.results', problem, { sitting });
			// One address that is refused does not keep the others waiting.
			if (known && problem.ofThisMail) continue;
			await transaction(env, system, (query) => returnResultMail(query, told));
			if (!known) throw problem;
			return now + MAIL_AWAY_MS;
		}
	}
	if (owed.length > AT_ONCE) return now + SOON_MS;
	// Postgres says whether it is time, the hall's clock when to ask.
	return nextAt === null ? null : Math.max(nextAt, now + SOON_MS);
}
