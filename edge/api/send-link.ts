/** A link for one person, whichever they need: from an admin, or because they have the password and never confirmed their address. */
import type { Context } from 'hono';
import { sendLinkAnswer, sendLinkRequest } from '#sync/schema/administration.ts';
import { system, transaction } from '../db/database.ts';
import { FIRST_PASSWORD_HOURS } from '../db/mailed-links.ts';
import { forgetOwedLink } from '../db/owed-mails.ts';
import {
	selectOptionalAccountById,
	selectOptionalInstitution,
	selectPasswordHash
} from '../db/users.ts';
import type { Account } from '../db/users.ts';
import type { MailLocale } from '../mail/texts.ts';
import { asAdmin } from './admin-guard.ts';
import { readId } from './body.ts';
import { countMail } from './count-mail.ts';
import { mailLocaleOf } from './mail-locale.ts';
import { operation } from './operation.ts';
import { postLink } from './post-link.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const links = {
	set_password: { purpose: 'reset_password', hours: FIRST_PASSWORD_HOURS },
	reset_password: { purpose: 'reset_password' },
	confirm_address: { purpose: 'verify_email' }
} as const;

async function postTo(
	context: Context<Authenticated>,
	account: Account,
	kind: keyof typeof links,
	locale: MailLocale
): Promise<void> {
	const institution = await transaction(context.env, system, (query) =>
		selectOptionalInstitution(query, account.institution_id)
	);
	if (!institution) throw new ProblemError('not_found', 'There is no such institution.');
	await countMail(context, account.email);
	await postLink(context, {
		kind,
		...links[kind],
		institution,
		person: account,
		email: account.email,
		locale
	});
}

/** To whoever has just given the right password. Answers whether it was sent. */
export async function mailConfirmation(
	context: Context<Authenticated>,
	account: Account
): Promise<boolean> {
	try {
		await postTo(context, account, 'confirm_address', mailLocaleOf(context));
		return true;
	} catch (problem) {
		// Too many lately, or the mail API is away: that the address is not confirmed stays the answer.
		if (problem instanceof ProblemError) return false;
		throw problem;
	}
}

const sendLink = operation(
	{
		id: 'sendLink',
		method: 'post',
		path: '/admin/users/:id/send-link',
		tag: 'Administration',
		summary:
			'Mail a person the link they need: to set a first password, to confirm their address, or to set a new password',
		access: 'signed_in',
		body: sendLinkRequest,
		answer: sendLinkAnswer,
		refusals: ['not_allowed', 'not_found', 'conflict', 'too_many_requests', 'unavailable']
	},
	async (context, { body }) => {
		asAdmin(context);
		const { env } = context;
		const id = readId(context, 'id');
		// As the admin, whom row-level security lets reach the people of their own institution only.
		const account = await transaction(env, context.get('actor'), async (query) => {
			const found = await selectOptionalAccountById(query, id);
			if (!found || found.institution_id !== context.get('asker').institution)
				throw new ProblemError('not_found', 'There is no such person.');
			return found;
		});
		if (account.locked || account.erased)
			throw new ProblemError('conflict', 'A locked or erased account is sent no link.');
		const hash = await transaction(env, system, (query) => selectPasswordHash(query, id));
		const kind: keyof typeof links =
			hash === null ? 'set_password' : account.verified ? 'reset_password' : 'confirm_address';
		await postTo(context, account, kind, body.locale ?? 'en');
		await transaction(env, system, async (query) => {
			await forgetOwedLink(query, id);
			await audit(context, query, { action: 'link_sent', subject: id, detail: { link: kind } });
		});
		return { sent: kind };
	}
);

export const sendLinks = [sendLink];
