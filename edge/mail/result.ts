import { fillText } from './fill-text.ts';
import { resultTexts } from './result-texts.ts';
import type { MailLocale } from './texts.ts';

/** As reminders: in the language of who planned the sitting. */
export function resultMail(result: {
	locale: MailLocale;
	to: string;
	name: string;
	title: string;
	link: string;
}): { to: string; subject: string; text: string } {
	const { locale, to, ...values } = result;
	const { subject, text } = resultTexts[locale];
	return { to, subject: fillText(subject, values), text: fillText(text, values) };
}
