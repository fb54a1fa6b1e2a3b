/** A mail about what was just done to somebody's account, in case that it was not them. Nothing in it acts by a click. */
import type { Context } from 'hono';
import { logProblem } from '../log.ts';
import { sendMail } from '../mail/mail.ts';
import type { NoticeKind } from '../mail/notice-texts.ts';
import { mailText } from '../mail/texts.ts';
import type { MailLocale } from '../mail/texts.ts';
import { publicOrigin } from './post-link.ts';
import type { Authenticated } from './signed-in.ts';

/** Not waited for: it is done, whether or not the mail goes out. */
export function tellPerson(
	context: Context<Authenticated>,
	kind: NoticeKind,
	{ name, email }: { name: string; email: string },
	locale: MailLocale = 'en'
): void {
	const link = `${publicOrigin(context)}/account/forgot`;
	const sending = sendMail(context.env, {
		to: email,
		...mailText(kind, locale, { name, link })
	}).catch((problem: unknown) =>
		logProblem('mail.notice', problem, { request: context.get('request') })
	);
	context.executionCtx.waitUntil(sending);
}
