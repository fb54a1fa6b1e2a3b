/** Coming in: by invitation, or by oneself where the institution lets people. */
import type { Context } from 'hono';
import type { z } from 'zod';
import {
	invitation,
	invitationRequest,
	registerAnswer,
	registerRequest,
	session,
	signInOptions,
	verifyEmailRequest
} from '#sync/schema/accounts.ts';
import { hashPassword, verifyPassword } from '../access/passwords.ts';
import { mayRegister } from '../access/may-register.ts';
import { deleteAct } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOfferedProviders } from '../db/identity-providers.ts';
import { selectOptionalLink, takeLink } from '../db/mailed-links.ts';
import {
	insertPerson,
	markVerified,
	savePasswordHash,
	selectOpenInstitutions,
	selectOptionalAccount,
	selectOptionalAccountById,
	selectOptionalInstitution,
	selectPasswordHash
} from '../db/users.ts';
import { isCaptured } from '../mail/mail.ts';
import { beginSession } from './begin-session.ts';
import { countMail } from './count-mail.ts';
import { beginGuess, guessFailed } from './guessing.ts';
import { operation } from './operation.ts';
import { postLink } from './post-link.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { refuseCommon } from './refuse-common.ts';
import { audit } from './who-asks.ts';

const tag = 'Accounts';
const linkInvalid = () => new ProblemError('link_invalid', 'The link does not hold any more.');

const options = operation(
	{
		id: 'signInOptions',
		method: 'get',
		path: '/auth/options',
		tag,
		summary: 'What the sign-in page offers',
		access: 'everyone',
		answer: signInOptions
	},
	(context) =>
		transaction(context.env, system, async (query) => ({
			providers: (await selectOfferedProviders(query)).map(
				({ id, name, institution_id, institution_name, several }) => ({
					id,
					name,
					institution: several ? { id: institution_id, name: institution_name } : null
				})
			),
			openInstitutions: (await selectOpenInstitutions(query)).map(({ id, name }) => ({ id, name })),
			mailIsCaptured: isCaptured(context.env)
		}))
);

type Registration = z.infer<typeof registerRequest>;

const register = operation(
	{
		id: 'register',
		method: 'post',
		path: '/auth/register',
		tag,
		summary: 'Make an account, with an invitation or where the institution lets people',
		access: 'everyone',
		body: registerRequest,
		answer: registerAnswer,
		status: 202,
		refusals: ['link_invalid', 'not_allowed', 'conflict', 'too_many_requests', 'password_common']
	},
	(context, { body }) =>
		body.invitation === undefined
			? registerAlone(context, body)
			: registerInvited(context, body, body.invitation)
);

async function registerInvited(
	context: Context<Authenticated>,
	body: Registration,
	token: string
): Promise<z.infer<typeof registerAnswer>> {
	const hash = hashPassword(body.password, crypto.getRandomValues(new Uint8Array(16)));
	const id = crypto.randomUUID();
	const account = await transaction(context.env, system, async (query) => {
		const link = await takeLink(query, token, 'invitation');
		if (!link) throw linkInvalid();
		// Thrown in here, it leaves the link unused.
		refuseCommon(body.password, { ...link, name: body.name });
		const added = await addPerson(query, {
			id,
			institution: link.institution_id,
			// The link came to this address, so it is theirs, whatever the form says.
			email: link.email,
			name: body.name,
			roles: link.roles,
			verified: true,
			hash
		});
		if (!added) throw new ProblemError('conflict', 'There is an account with this address.');
		await audit(context, query, {
			action: 'invitation_used',
			actor: id,
			institution: link.institution_id,
			subject: id
		});
		return selectOptionalAccountById(query, id);
	});
	if (!account) throw linkInvalid();
	return {
		mailed: false,
		session: await beginSession(context, account, 'password', { checked: hash })
	};
}

/** Answers alike whether or not the address is known, and does the same work. */
async function registerAlone(
	context: Context<Authenticated>,
	body: Registration
): Promise<z.infer<typeof registerAnswer>> {
	await refuseBefore(context, body);
	await countMail(context, body.email);
	const hash = hashPassword(body.password, crypto.getRandomValues(new Uint8Array(16)));
	const id = crypto.randomUUID();
	const found = await transaction(context.env, system, async (query) => {
		const institution = body.institution
			? await selectOptionalInstitution(query, body.institution)
			: null;
		if (!institution || !mayRegister(institution, body.email))
			throw new ProblemError('not_allowed', 'This institution takes people in by invitation only.');
		const known = await selectOptionalAccount(query, body.email);
		// One who never confirmed may begin again: nobody has proved that the address is theirs.
		if (known && !known.verified) await savePasswordHash(query, known.id, hash);
		if (known) return { institution, known };
		const person = { id, institution: institution.id, email: body.email, name: body.name };
		const added = await addPerson(query, { ...person, roles: ['student'], verified: false, hash });
		if (added)
			await audit(context, query, {
				action: 'registered',
				actor: id,
				institution: institution.id,
				subject: id
			});
		return { institution, known: null };
	});
	const locale = body.locale ?? 'en';
	const { institution, known } = found;
	if (known?.verified)
		await postLink(context, {
			kind: 'already_registered',
			purpose: 'reset_password',
			institution,
			person: known,
			email: known.email,
			locale
		});
	else
		await postLink(context, {
			kind: 'verify_email',
			purpose: 'verify_email',
			institution,
			person: known ?? { id, name: body.name },
			email: body.email,
			locale
		});
	return { mailed: true };
}

/** By what the form says alone, so that it says nothing of who is known here; and before a mail is counted that is not sent. */
async function refuseBefore(
	context: Context<Authenticated>,
	{ institution: id, password, email, name }: Registration
): Promise<void> {
	const institution =
		id === undefined
			? null
			: await transaction(context.env, system, (query) => selectOptionalInstitution(query, id));
	refuseCommon(password, { email, name, institution: institution?.name ?? '' });
}

async function addPerson(
	query: Query,
	person: Parameters<typeof insertPerson>[1] & { hash: string }
): Promise<boolean> {
	if (!(await insertPerson(query, person))) return false;
	await savePasswordHash(query, person.id, person.hash);
	return true;
}

const readInvitation = operation(
	{
		id: 'readInvitation',
		method: 'post',
		path: '/auth/invitations/read',
		tag,
		summary: 'Whom an invitation link is for',
		access: 'everyone',
		body: invitationRequest,
		answer: invitation,
		refusals: ['link_invalid']
	},
	async (context, { body }) => {
		const link = await transaction(context.env, system, (query) =>
			selectOptionalLink(query, body.token, 'invitation')
		);
		if (!link) throw linkInvalid();
		return { institution: link.institution, email: link.email, roles: link.roles };
	}
);

const verifyEmail = operation(
	{
		id: 'verifyEmail',
		method: 'post',
		path: '/auth/email/verify',
		tag,
		summary: 'Confirm an e-mail address by its mailed link and the password; signs in',
		access: 'everyone',
		body: verifyEmailRequest,
		answer: session,
		refusals: ['link_invalid', 'wrong_credentials', 'too_many_requests']
	},
	async (context, { body }) => {
		const refused = () => new ProblemError('link_invalid', 'The link does not hold any more.');
		const found = await transaction(context.env, system, async (query) => {
			const link = await selectOptionalLink(query, body.token, 'verify_email');
			if (!link?.user_id) throw refused();
			const guess = await beginGuess(context, query, link.email);
			return { ...link, guess, hash: await selectPasswordHash(query, link.user_id) };
		});
		if (!verifyPassword(body.password, found.hash)) {
			await transaction(context.env, system, (query) =>
				guessFailed(context, query, found.guess, found.email)
			);
			throw new ProblemError('wrong_credentials', 'The password is wrong.');
		}
		const account = await transaction(context.env, system, async (query) => {
			await deleteAct(query, found.guess);
			const link = await takeLink(query, body.token, 'verify_email');
			if (!link?.user_id || !(await markVerified(query, link.user_id, link.email))) throw refused();
			await audit(context, query, {
				action: 'email_verified',
				actor: link.user_id,
				institution: link.institution_id,
				subject: link.user_id
			});
			return selectOptionalAccountById(query, link.user_id);
		});
		if (!account || account.locked || account.erased) throw refused();
		return beginSession(context, account, 'password', { checked: found.hash });
	}
);

export const registration = [options, register, readInvitation, verifyEmail];
