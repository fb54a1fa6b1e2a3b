import type { SittingMailKind, Times } from '../access/sitting-mails.ts';
import { fillText } from './fill-text.ts';
import { sittingTexts } from './sitting-texts.ts';
import type { MailLocale } from './texts.ts';
import { minutesWords, whenWords } from './time-words.ts';

/** As reminders: in the language of who planned the sitting, and by its time zone. */
export function sittingMail(
	kind: SittingMailKind,
	sitting: {
		locale: MailLocale;
		to: string;
		name: string;
		title: string;
		/** The student's own. */
		times: Times;
		/** IANA. */
		timeZone: string;
		origin: string;
	}
): { to: string; subject: string; text: string } {
	const { locale, to, name, title, times, timeZone, origin } = sitting;
	const values = {
		name,
		title,
		when: whenWords(times.opensAt, locale, timeZone),
		until: whenWords(times.closesAt, locale, timeZone),
		minutes: minutesWords(times.durationMs, locale),
		// Not the file itself: a link from elsewhere brings no cookie, and without one it is nobody's.
		link: `${origin}/exams`
	};
	const { subject, text } = sittingTexts[locale][kind];
	return { to, subject: fillText(subject, values), text: fillText(text, values) };
}
