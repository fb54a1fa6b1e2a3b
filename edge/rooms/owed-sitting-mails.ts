/** Mails that tell students that they are on the roster of one sitting, and what changes of it. */
import type { Query } from '../db/database.ts';
import {
	claimSittingMail,
	noteSittingMail,
	returnSittingMail,
	selectSittingMails
} from '../db/sitting-mails.ts';
import { sittingMail } from '../mail/sitting.ts';
import type { Look } from './look.ts';
import type { Owed } from './mail-round.ts';

export async function owedSittingMails(
	query: Query,
	{ sitting, now, origin: fixed }: Look
): Promise<Owed | null> {
	const found = await selectSittingMails(query, sitting, now);
	const origin = fixed ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { time_zone: timeZone, mail_locale: locale } = found.sitting;
	const mails = found.owed.map((owed) => ({
		mail: sittingMail(owed.kind, {
			...{ locale, timeZone, origin, to: owed.email, times: owed.times },
			name: owed.attempt.student_name,
			title: owed.attempt.exam_title
		}),
		// Other times, or none, are worse missed than read twice.
		...(owed.kind === 'added' && {
			claim: {
				take: (query: Query) => claimSittingMail(query, owed),
				giveBack: (query: Query) => returnSittingMail(query, owed)
			}
		}),
		note: (query: Query) => noteSittingMail(query, owed, now)
	}));
	return { mails, nextAt: found.nextAt };
}
