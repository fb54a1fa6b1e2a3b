/** Mails that tell students that they are on the roster of one sitting, and what changes of it. */
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { claimSittingMail, returnSittingMail, selectSittingMails } from '../db/sitting-mails.ts';
import type { Env } from '../env.ts';
import { sittingMail } from '../mail/sitting.ts';
import { sendClaimed } from './send-claimed.ts';

/** Answers when to come again; null: not any more. Rejects when Postgres is away. */
export async function sendSittingMails(
	env: Env,
	sitting: string,
	now: number
): Promise<number | null> {
	if (!env.MAIL_URL) return null;
	const found = await transaction(env, system, (query) => selectSittingMails(query, sitting, now));
	const origin = env.PUBLIC_ORIGIN ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { time_zone: timeZone, mail_locale: locale } = found.sitting;
	const mails = found.owed.map((owed) => ({
		mail: sittingMail(owed.kind, {
			...{ locale, timeZone, origin, to: owed.email, times: owed.times },
			name: owed.attempt.student_name,
			title: owed.attempt.exam_title
		}),
		claim: (query: Query) => claimSittingMail(query, owed, now),
		giveBack: (query: Query) => returnSittingMail(query, owed)
	}));
	const againAt = await sendClaimed(env, mails, { what: 'hall.added', sitting, now });
	return againAt ?? found.nextAt;
}
