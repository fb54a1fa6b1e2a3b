/** The staff of a sitting is mailed that a student waits for their answer. Of what was asked nothing leaves by mail. */
import type { Context } from 'hono';
import { noteTold, selectAskingMails } from '../db/asking-mails.ts';
import { system, transaction } from '../db/database.ts';
import { logProblem } from '../log.ts';
import { askingMail } from '../mail/asking.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import type { Authenticated } from './signed-in.ts';

/** In passing: it was asked, and stands in the hall, whether or not the mails go out. */
export function tellStaff(
	context: Context<Authenticated>,
	{ sitting, arrangement }: { sitting: string; arrangement: string }
): void {
	const { env } = context;
	const failed = (problem: unknown) =>
		logProblem('mail.asking', problem, { request: context.get('request') });
	const told = async () => {
		const mails = await transaction(env, system, (query) => selectAskingMails(query, arrangement));
		let sent = 0;
		for (const { origin: scheduledAt, ...mail } of mails) {
			// Never the address that the asking student came by: that is theirs to forge.
			const origin = env.PUBLIC_ORIGIN ?? scheduledAt;
			if (!origin) continue;
			try {
				await sendMail(
					env,
					askingMail({ ...mail, link: `${origin}/console/sittings/${sitting}#asking` })
				);
				sent++;
			} catch (problem) {
				failed(problem);
				// One address that is refused does not keep the others waiting.
				if (!(problem instanceof MailError && problem.ofThisMail)) break;
			}
		}
		if (sent > 0) await transaction(env, system, (query) => noteTold(query, arrangement));
	};
	context.executionCtx.waitUntil(told().catch(failed));
}
