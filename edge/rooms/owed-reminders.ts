/** Reminders of one sitting: noted after each, so that a mail is sent again rather than forgotten. */
import type { Query } from '../db/database.ts';
import { insertSentReminder, selectReminders } from '../db/reminders.ts';
import { reminderMail } from '../mail/reminder.ts';
import type { Look } from './look.ts';
import type { Owed } from './mail-round.ts';

export async function owedReminders(
	query: Query,
	{ sitting, now, origin: fixed }: Look
): Promise<Owed | null> {
	const found = await selectReminders(query, sitting, now);
	const origin = fixed ?? found?.sitting.mail_origin;
	if (!found || !origin) return null;
	const { time_zone: timeZone, mail_locale: locale } = found.sitting;
	const mails = found.due.map((reminder) => ({
		mail: reminderMail({
			...{ locale, timeZone, origin, to: reminder.email },
			name: reminder.attempt.student_name,
			title: reminder.attempt.exam_title,
			opensAt: reminder.attempt.opens_at,
			durationMs: reminder.attempt.duration_ms
		}),
		note: (query: Query) => insertSentReminder(query, reminder)
	}));
	return { mails, nextAt: found.nextAt };
}
