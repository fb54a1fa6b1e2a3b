/** Those who answer for the marks of a sitting are mailed that students ask for another look. Of what is asked nothing leaves by mail. */
import type { Query } from '../db/database.ts';
import { noteRemarkMails, selectRemarkMails } from '../db/remark-mails.ts';
import { remarkMail } from '../mail/remark.ts';
import type { Look } from './look.ts';
import type { Owed } from './mail-round.ts';

export async function owedRemarks(
	query: Query,
	{ sitting, origin: fixed }: Look
): Promise<Owed | null> {
	const found = await selectRemarkMails(query, sitting);
	if (typeof found === 'number') return { mails: [], nextAt: found };
	// Never the address that the asking student came by: that is theirs to forge.
	const origin = fixed ?? found?.origin;
	if (!found || !origin) return null;
	const { locale, title, requests } = found;
	const link = `${origin}/console/sittings/${sitting}/results#requests`;
	const mails = found.people.map((person) => ({
		mail: remarkMail({ locale, title, link, ...person }),
		note: (query: Query) => noteRemarkMails(query, requests)
	}));
	return { mails, nextAt: null };
}
