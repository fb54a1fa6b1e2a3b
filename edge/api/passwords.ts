/** Forgotten and changed passwords. */
import type { Context } from 'hono';
import type { z } from 'zod';
import {
	changePasswordRequest,
	forgotRequest,
	mailed,
	resetRequest
} from '#sync/schema/accounts.ts';
import { hashPassword } from '../access/passwords.ts';
import { system, transaction } from '../db/database.ts';
import { takeLink } from '../db/mailed-links.ts';
import { endSignInsOf } from '../db/sign-ins.ts';
import {
	markVerified,
	savePasswordHash,
	selectOptionalAccount,
	selectOptionalAccountById,
	selectOptionalInstitution
} from '../db/users.ts';
import { countMail } from './count-mail.ts';
import { operation } from './operation.ts';
import { postLink } from './post-link.ts';
import { ProblemError } from './problem.ts';
import { provePassword } from './prove-password.ts';
import type { Authenticated } from './signed-in.ts';
import { refuseCommon } from './refuse-common.ts';
import { tellPerson } from './tell-person.ts';
import { audit } from './who-asks.ts';
import { logProblem } from '../log.ts';

const tag = 'Accounts';
const freshHash = (password: string) =>
	hashPassword(password, crypto.getRandomValues(new Uint8Array(16)));

const forgot = operation(
	{
		id: 'forgotPassword',
		method: 'post',
		path: '/auth/password/forgot',
		tag,
		summary: 'Mail a link that sets a new password, if there is such an account',
		access: 'everyone',
		body: forgotRequest,
		answer: mailed,
		status: 202,
		refusals: ['too_many_requests']
	},
	async (context, { body }) => {
		await countMail(context, body.email);
		// Not waited for: the time an answer takes must not say whether the address is known.
		const sending = sendReset(context, body).catch((problem: unknown) =>
			logProblem('mail.reset', problem, { request: context.get('request') })
		);
		context.executionCtx.waitUntil(sending);
		return { mailed: true as const };
	}
);

async function sendReset(
	context: Context<Authenticated>,
	{ email, locale = 'en' }: z.infer<typeof forgotRequest>
): Promise<void> {
	const found = await transaction(context.env, system, async (query) => {
		const account = await selectOptionalAccount(query, email);
		if (!account || account.erased) return null;
		const institution = await selectOptionalInstitution(query, account.institution_id);
		await audit(context, query, {
			action: 'password_reset_asked',
			actor: null,
			institution: account.institution_id,
			subject: account.id
		});
		return institution && { account, institution };
	});
	if (!found) return;
	await postLink(context, {
		kind: 'reset_password',
		purpose: 'reset_password',
		institution: found.institution,
		person: found.account,
		email: found.account.email,
		locale
	});
}

const reset = operation(
	{
		id: 'resetPassword',
		method: 'post',
		path: '/auth/password/reset',
		tag,
		summary: 'Set a new password by its mailed link; signs out everywhere',
		access: 'everyone',
		body: resetRequest,
		answer: 'nothing',
		refusals: ['link_invalid', 'password_common']
	},
	async (context, { body }) => {
		const hash = freshHash(body.password);
		const person = await transaction(context.env, system, async (query) => {
			const link = await takeLink(query, body.token, 'reset_password');
			if (!link?.user_id) return null;
			// Whoever reads an address that was theirs once is not who has the account.
			const account = await selectOptionalAccountById(query, link.user_id);
			if (!account || account.erased || account.email.toLowerCase() !== link.email.toLowerCase())
				return null;
			// Thrown in here, it leaves the link unused.
			refuseCommon(body.password, { ...account, institution: link.institution });
			await savePasswordHash(query, link.user_id, hash);
			// The link came to that address.
			await markVerified(query, link.user_id, link.email);
			await endSignInsOf(query, link.user_id, 'password_changed');
			await audit(context, query, {
				action: 'password_reset',
				actor: link.user_id,
				institution: link.institution_id,
				subject: link.user_id
			});
			return account;
		});
		if (person === null) throw new ProblemError('link_invalid', 'The link does not hold any more.');
		tellPerson(context, 'password_changed', person, body.locale);
	}
);

const change = operation(
	{
		id: 'changePassword',
		method: 'post',
		path: '/auth/password',
		tag,
		summary: 'Change one’s own password; signs out every other device',
		access: 'signed_in',
		body: changePasswordRequest,
		answer: 'nothing',
		refusals: ['wrong_credentials', 'too_many_requests', 'password_common']
	},
	async (context, { body }) => {
		const { env } = context;
		const { person, signIn } = context.get('signedIn');
		await provePassword(context, body.current);
		const institution = await transaction(env, system, (query) =>
			selectOptionalInstitution(query, context.get('signedIn').institution)
		);
		refuseCommon(body.next, { ...person, institution: institution?.name ?? '' });
		const hash = freshHash(body.next);
		// First as the person, which fails when the sign-in has ended meanwhile.
		await transaction(env, context.get('actor'), (query) =>
			audit(context, query, { action: 'password_changed', subject: person.id })
		);
		await transaction(env, system, async (query) => {
			await savePasswordHash(query, person.id, hash);
			await endSignInsOf(query, person.id, 'password_changed', signIn);
		});
		tellPerson(context, 'password_changed', person, body.locale);
	}
);

export const passwords = [forgot, reset, change];
