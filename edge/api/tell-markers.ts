/** Those who answer for the marks of a sitting are mailed that a student asks for another look. Of what is asked nothing leaves by mail. */
import type { Context } from 'hono';
import { system, transaction } from '../db/database.ts';
import { claimRemarkMails, returnRemarkMails } from '../db/remark-mails.ts';
import { logProblem } from '../log.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import { remarkMail } from '../mail/remark.ts';
import type { Authenticated } from './signed-in.ts';

/** In passing: it was asked, and stands among the requests, whether or not the mails go out. Asked twice, they go once. */
export function tellMarkers(context: Context<Authenticated>, request: string): void {
	const { env } = context;
	if (!env.MAIL_URL) return;
	const failed = (problem: unknown) =>
		logProblem('mail.remark', problem, { request: context.get('request') });
	const told = async () => {
		const owed = await transaction(env, system, (query) => claimRemarkMails(query, request));
		if (!owed) return;
		// Never the address that the asking student came by: that is theirs to forge.
		const origin = env.PUBLIC_ORIGIN ?? owed.origin;
		if (!origin) return;
		const { locale, title, sitting } = owed;
		const link = `${origin}/console/sittings/${sitting}/results#requests`;
		let sent = 0;
		for (const person of owed.people)
			try {
				await sendMail(env, remarkMail({ locale, title, link, ...person }));
				sent++;
			} catch (problem) {
				failed(problem);
				// One address that is refused does not keep the others waiting.
				if (!(problem instanceof MailError && problem.ofThisMail)) break;
			}
		if (sent === 0) await transaction(env, system, (query) => returnRemarkMails(query, request));
	};
	context.executionCtx.waitUntil(told().catch(failed));
}
