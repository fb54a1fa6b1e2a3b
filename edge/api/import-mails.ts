/** The mails that an import owes, in portions that a browser asks for one after another. */
import type { Context } from 'hono';
import { importMailsAnswer, importMailsRequest } from '#sync/schema/administration.ts';
import { system, transaction } from '../db/database.ts';
import { FIRST_PASSWORD_HOURS, insertLinks } from '../db/mailed-links.ts';
import { beginRound, countOwedMails, settleOwedMails, takeOwedMails } from '../db/owed-mails.ts';
import type { TakenMail } from '../db/owed-mails.ts';
import { selectOptionalInstitution } from '../db/users.ts';
import type { Institution } from '../db/users.ts';
import { adminMailText } from '../mail/admin-texts.ts';
import { sendMail } from '../mail/mail.ts';
import type { Mail } from '../mail/mail.ts';
import { mailFor } from '../mail/owed-mail.ts';
import type { MailLocale } from '../mail/texts.ts';
import { asAdmin } from './admin-guard.ts';
import { operation } from './operation.ts';
import { linkTo } from './post-link.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';
import { logProblem } from '../log.ts';

/**
 * A request to the mail API each, and three to the database: fewer than the 50 that the smallest plan of Workers gives a request. A mail
 * API that answers nothing is given up after ten seconds, so a portion lasts forty at most.
 */
const PORTION = 20;
/** A Worker has six connections at a time. */
const TOGETHER = 5;

const send = operation(
	{
		id: 'sendImportMails',
		method: 'post',
		path: '/admin/import/mails',
		tag: 'Administration',
		summary:
			'Send the next few mails that imports owe. Ask again with its `round` while there are more; a new round tries those again that could not be sent',
		access: 'signed_in',
		body: importMailsRequest,
		answer: importMailsAnswer,
		refusals: ['not_allowed']
	},
	async (context, { body }) => {
		const institutionId = asAdmin(context);
		const { env } = context;
		// As the admin first: it fails when the sign-in has ended.
		const round = await transaction(
			env,
			context.get('actor'),
			async (query) => body.round ?? (await beginRound(query))
		);
		const { mails, taken } = await transaction(env, system, async (query) => {
			const institution = await selectOptionalInstitution(query, institutionId);
			if (!institution) throw new ProblemError('not_found', 'There is no such institution.');
			const taken = await takeOwedMails(query, institutionId, round, PORTION);
			const locale = body.locale ?? 'en';
			return { taken, mails: await written(context, query, institution, taken, locale) };
		});
		const failed = await sendTogether(context, mails);
		const left = await transaction(env, system, async (query) => {
			const done = taken.map(({ id }) => id).filter((id) => !failed.has(id));
			await settleOwedMails(query, { done, failed: [...failed] });
			const sent = mails.size - failed.size;
			if (sent > 0)
				await audit(context, query, {
					action: 'link_sent',
					subject: null,
					detail: { mails: sent, failed: failed.size }
				});
			return countOwedMails(query, institutionId);
		});
		return { sent: mails.size - failed.size, left, round, more: taken.length === PORTION };
	}
);

/** By their number; those that nobody needs any more are left out. */
async function written(
	context: Context<Authenticated>,
	query: Parameters<typeof insertLinks>[0],
	institution: Institution,
	taken: readonly TakenMail[],
	locale: MailLocale
): Promise<Map<number, Mail>> {
	const wanted = taken.flatMap((one) => {
		const mail = mailFor(one);
		return mail ? [{ ...one, ...mail }] : [];
	});
	const withLink = wanted.flatMap(({ id, purpose, person, email }) =>
		purpose === null
			? []
			: [
					{
						id,
						purpose,
						person,
						email,
						hours: purpose === 'reset_password' ? FIRST_PASSWORD_HOURS : null
					}
				]
	);
	const tokens = await insertLinks(query, institution.id, withLink);
	const links = new Map(
		withLink.map(({ id, purpose }, at) => [id, linkTo(context, purpose, tokens[at] ?? '')])
	);
	return new Map(
		wanted.map(({ id, kind, email, name }) => {
			const values = { name, institution: institution.name, link: links.get(id) };
			return [id, { to: email, ...adminMailText(kind, locale, values) }];
		})
	);
}

/** Answers the numbers of those that could not be sent. */
async function sendTogether(
	context: Context<Authenticated>,
	mails: ReadonlyMap<number, Mail>
): Promise<Set<number>> {
	const failed = new Set<number>();
	const rest = [...mails];
	const sendOne = async ([id, mail]: readonly [number, Mail]) => {
		try {
			await sendMail(context.env, mail);
		} catch (problem) {
			// Whatever it was, the others go out: this one is owed still.
			failed.add(id);
			if (failed.size === 1)
				logProblem('mail.import', problem, { request: context.get('request') });
		}
	};
	while (rest.length > 0) await Promise.all(rest.splice(0, TOGETHER).map(sendOne));
	return failed;
}

export const importMails = [send];
