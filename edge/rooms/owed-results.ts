/** Mails that results of one sitting can be seen. */
import { resultsPath } from '../access/result-mails.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { claimResultMail, returnResultMail, selectResultMails } from '../db/result-mails.ts';
import type { Env } from '../env.ts';
import { resultMail } from '../mail/result.ts';
import { sendClaimed } from './send-claimed.ts';

const SOON_MS = 1_000;

/** Answers when to come again; null: not any more. Rejects when Postgres is away. */
export async function sendResults(env: Env, sitting: string, now: number): Promise<number | null> {
	if (!env.MAIL_URL) return null;
	const found = await transaction(env, system, (query) => selectResultMails(query, sitting));
	const origin = env.PUBLIC_ORIGIN ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { title, mail_locale: locale } = found.sitting;
	const mails = found.owed.map(({ student, attempts, name, email: to }) => {
		const link = `${origin}${resultsPath(attempts)}`;
		const told = { sitting, student };
		return {
			mail: resultMail({ locale, to, name, title, link }),
			claim: (query: Query) => claimResultMail(query, told),
			giveBack: (query: Query) => returnResultMail(query, told)
		};
	});
	const againAt = await sendClaimed(env, mails, { what: 'hall.results', sitting, now });
	if (againAt !== null || found.nextAt === null) return againAt;
	// Postgres says whether it is time, the hall's clock when to ask.
	return Math.max(found.nextAt, now + SOON_MS);
}
