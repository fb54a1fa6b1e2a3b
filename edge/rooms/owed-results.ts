/** Mails that results of one sitting can be seen. */
import { resultsPath } from '../access/result-mails.ts';
import type { Query } from '../db/database.ts';
import { claimResultMail, returnResultMail, selectResultMails } from '../db/result-mails.ts';
import { resultMail } from '../mail/result.ts';
import type { Look } from './look.ts';
import type { Owed } from './mail-round.ts';

export async function owedResults(
	query: Query,
	{ sitting, origin: fixed }: Look
): Promise<Owed | null> {
	const found = await selectResultMails(query, sitting);
	const origin = fixed ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { title, mail_locale: locale } = found.sitting;
	const mails = found.owed.map(({ student, attempts, name, email: to }) => {
		const link = `${origin}${resultsPath(attempts)}`;
		const told = { sitting, student };
		return {
			mail: resultMail({ locale, to, name, title, link }),
			claim: {
				take: (query: Query) => claimResultMail(query, told),
				giveBack: (query: Query) => returnResultMail(query, told)
			}
		};
	});
	return { mails, nextAt: found.nextAt };
}
