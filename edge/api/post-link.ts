/** Makes a single-use link and mails it. */
import type { Context } from 'hono';
import { transaction, system } from '../db/database.ts';
import { insertLink, voidLinks } from '../db/mailed-links.ts';
import type { LinkPurpose } from '../db/mailed-links.ts';
import { MailError, sendMail } from '../mail/mail.ts';
import { adminMailText, isAdminMail } from '../mail/admin-texts.ts';
import type { AdminMailKind } from '../mail/admin-texts.ts';
import { mailText } from '../mail/texts.ts';
import type { MailKind, MailLocale } from '../mail/texts.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { logProblem } from '../log.ts';

const pages: Record<LinkPurpose, string> = {
	verify_email: '/account/verify',
	reset_password: '/account/reset',
	invitation: '/account/join'
};

export async function postLink(
	context: Context<Authenticated>,
	input: {
		kind: MailKind | AdminMailKind;
		purpose: LinkPurpose;
		institution: { id: string; name: string };
		person: { id: string; name: string } | null;
		email: string;
		roles?: Parameters<typeof insertLink>[1]['roles'];
		createdBy?: string;
		locale: MailLocale;
		/** How long it holds; else as long as its purpose says. */
		hours?: number;
	}
): Promise<void> {
	const { env } = context;
	const token = await transaction(env, system, async (query) => {
		await voidLinks(query, input.institution.id, input.email, input.purpose);
		return insertLink(query, {
			purpose: input.purpose,
			institution: input.institution.id,
			person: input.person?.id ?? null,
			email: input.email,
			roles: input.roles ?? [],
			createdBy: input.createdBy ?? null,
			hours: input.hours ?? null
		});
	});
	const { kind, locale } = input;
	const values = {
		name: input.person?.name ?? '',
		institution: input.institution.name,
		link: linkTo(context, input.purpose, token)
	};
	const text = isAdminMail(kind)
		? adminMailText(kind, locale, values)
		: mailText(kind, locale, values);
	try {
		await sendMail(env, { to: input.email, ...text });
	} catch (problem) {
		if (!(problem instanceof MailError)) throw problem;
		logProblem('mail', problem, { request: context.get('request') });
		throw new ProblemError('unavailable', 'The mail could not be sent.', { retryAfterSeconds: 60 });
	}
}

/** After the #: a browser sends it to no server, so it stands in no log. */
export const linkTo = (
	context: Context<Authenticated>,
	purpose: LinkPurpose,
	token: string
): string => `${publicOrigin(context)}${pages[purpose]}#${token}`;

/** Never from the Host header where the installation says its own address: a forged one would send the token elsewhere. */
export const publicOrigin = ({ env, req }: Context<Authenticated>): string =>
	env.PUBLIC_ORIGIN ?? new URL(req.url).origin;
