import type { Context } from 'hono';
import { mailLocale } from '#sync/schema/accounts.ts';
import type { MailLocale } from '../mail/texts.ts';

/** Where a request does not say its language: the first of the browser's that mails are written in. */
export function mailLocaleOf(context: Context): MailLocale {
	const asked = (context.req.header('Accept-Language') ?? '').slice(0, 200).split(',');
	for (const one of asked) {
		const { data } = mailLocale.safeParse(one.trim().slice(0, 2).toLowerCase());
		if (data) return data;
	}
	return 'en';
}
