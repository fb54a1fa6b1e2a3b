import { fillText } from './fill-text.ts';
import { reminderTexts } from './reminder-texts.ts';
import type { MailLocale } from './texts.ts';
import { minutesWords, whenWords } from './time-words.ts';

/** In the language of who planned the sitting, and by its time zone. */
export function reminderMail(reminder: {
	locale: MailLocale;
	to: string;
	name: string;
	title: string;
	opensAt: number;
	durationMs: number;
	/** IANA. */
	timeZone: string;
	origin: string;
}): { to: string; subject: string; text: string } {
	const { locale, to, name, title, opensAt, durationMs, timeZone, origin } = reminder;
	const when = whenWords(opensAt, locale, timeZone);
	const minutes = minutesWords(durationMs, locale);
	const values = { name, title, when, minutes, link: `${origin}/exams` };
	const { subject, text } = reminderTexts[locale];
	return { to, subject: fillText(subject, values), text: fillText(text, values) };
}
