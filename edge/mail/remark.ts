import { fillText } from './fill-text.ts';
import { remarkTexts } from './remark-texts.ts';
import type { MailLocale } from './texts.ts';

/** As reminders: in the language of who planned the sitting. */
export function remarkMail(remark: {
	locale: MailLocale;
	to: string;
	name: string;
	title: string;
	link: string;
}): { to: string; subject: string; text: string } {
	const { locale, to, ...values } = remark;
	const { subject, text } = remarkTexts[locale];
	return { to, subject: fillText(subject, values), text: fillText(text, values) };
}
