/** The staff of a sitting is mailed that a student waits for their answer. Of what was asked nothing leaves by mail. */
import type { Context } from 'hono';
import { selectAskingMails } from '../db/asking-mails.ts';
import { system, transaction } from '../db/database.ts';
import { logProblem } from '../log.ts';
import { askingMail } from '../mail/asking.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import { publicOrigin } from './post-link.ts';
import type { Authenticated } from './signed-in.ts';

/** In passing: it was asked, and stands in the hall, whether or not the mails go out. */
export function tellStaff(
	context: Context<Authenticated>,
	{ sitting, arrangement }: { sitting: string; arrangement: string }
): void {
	const { env } = context;
	const failed = (problem: unknown) =>
		logProblem('mail.asking', problem, { request: context.get('request') });
	const link = `${publicOrigin(context)}/console/sittings/${sitting}#asking`;
	const told = async () => {
		const mails = await transaction(env, system, (query) => selectAskingMails(query, arrangement));
		for (const mail of mails) {
			try {
				await sendMail(env, askingMail({ ...mail, link }));
			} catch (problem) {
				failed(problem);
				// One address that is refused does not keep the others waiting.
				if (!(problem instanceof MailError && problem.ofThisMail)) return;
			}
		}
	};
	context.executionCtx.waitUntil(told().catch(failed));
}
