import { askingTexts } from './asking-texts.ts';
import { fillText } from './fill-text.ts';
import type { MailLocale } from './texts.ts';
import { whenWords } from './time-words.ts';

/** As reminders: in the language of who planned the sitting, and by its time zone. */
export function askingMail(asking: {
	locale: MailLocale;
	to: string;
	name: string;
	title: string;
	opensAt: number;
	/** IANA. */
	timeZone: string;
	link: string;
}): { to: string; subject: string; text: string } {
	const { locale, to, name, title, opensAt, timeZone, link } = asking;
	const when = whenWords(opensAt, locale, timeZone);
	const { subject, text } = askingTexts[locale];
	const values = { name, title, when, link };
	return { to, subject: fillText(subject, values), text: fillText(text, values) };
}
