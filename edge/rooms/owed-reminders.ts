/** Reminders of one sitting, sent from its hall's alarm: noted after each, so that a mail is sent again rather than forgotten. */
import { system, transaction } from '../db/database.ts';
import { insertSentReminder, selectReminders } from '../db/reminders.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import { reminderMail } from '../mail/reminder.ts';

/** A Worker may ask others only so often in one go. */
const AT_ONCE = 40;
const SOON_MS = 1_000;
const MAIL_AWAY_MS = 5 * 60_000;

/** Answers when to come again; null: not any more. Rejects when Postgres is away. */
export async function sendReminders(
	env: Env,
	sitting: string,
	now: number
): Promise<number | null> {
	if (!env.MAIL_URL) return null;
	const found = await transaction(env, system, (query) => selectReminders(query, sitting, now));
	const origin = env.PUBLIC_ORIGIN ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { due, nextAt } = found;
	const { time_zone: timeZone, mail_locale: locale } = found.sitting;
	for (const reminder of due.slice(0, AT_ONCE)) {
		const { attempt, email: to } = reminder;
		try {
			await sendMail(
				env,
				reminderMail({
					...{ locale, timeZone, origin, to },
					name: attempt.student_name,
					title: attempt.exam_title,
					opensAt: attempt.opens_at,
					durationMs: attempt.duration_ms
				})
			);
		} catch (problem) {
			if (!(problem instanceof MailError)) throw problem;
			logProblem('hall.reminders', problem, { sitting });
			if (!problem.ofThisMail)
				return Math.min(now + MAIL_AWAY_MS, nextAt ?? Number.POSITIVE_INFINITY);
		}
		// One address that is refused does not keep the others waiting.
		await transaction(env, system, (query) => insertSentReminder(query, reminder));
	}
	return due.length > AT_ONCE ? now + SOON_MS : nextAt;
}
