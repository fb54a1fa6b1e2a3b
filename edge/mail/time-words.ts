/** Times as mails say them: by the zone of the sitting, in digits that every mail program shows. */
import type { MailLocale } from './texts.ts';

/** `timeZone`: IANA. */
export const whenWords = (at: number, locale: MailLocale, timeZone: string): string =>
	new Intl.DateTimeFormat(locale, {
		dateStyle: 'full',
		timeStyle: 'long',
		timeZone,
		numberingSystem: 'latn'
	}).format(at);

export const minutesWords = (durationMs: number, locale: MailLocale): string =>
	new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: 'minute',
		unitDisplay: 'long',
		numberingSystem: 'latn'
	}).format(Math.floor(durationMs / 60_000));
