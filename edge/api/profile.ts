/** One's own account: what it is, where it is signed in, what it looks like. */
import { capturedMail, profile as profileSchema, profileChange } from '#sync/schema/accounts.ts';
import { transaction, system } from '../db/database.ts';
import { selectProfile } from '../db/profile.ts';
import { endSignIn } from '../db/sign-ins.ts';
import { selectPasskeysOf } from '../db/passkeys.ts';
import { turnSecondFactor } from '../db/users.ts';
import { isCaptured, selectCapturedMail } from '../mail/mail.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { proveItIsYou, unproved } from './prove-it-is-you.ts';
import { tellPerson } from './tell-person.ts';
import { audit } from './who-asks.ts';

const tag = 'Accounts';

const show = operation(
	{
		id: 'profile',
		method: 'get',
		path: '/auth/profile',
		tag,
		summary: 'One’s own account',
		access: 'signed_in',
		answer: profileSchema
	},
	(context) =>
		transaction(context.env, context.get('actor'), (query) =>
			selectProfile(query, context.get('signedIn'))
		)
);

const change = operation(
	{
		id: 'changeProfile',
		method: 'patch',
		path: '/auth/profile',
		tag,
		summary: 'Change one’s own name, or ask for a passkey after the password',
		access: 'signed_in',
		body: profileChange,
		answer: profileSchema,
		refusals: ['conflict', ...unproved]
	},
	async (context, { body }) => {
		const { person } = context.get('signedIn');
		const { name, secondFactor } = body;
		if (secondFactor === false) await proveItIsYou(context, body.proof);
		await transaction(context.env, context.get('actor'), async (query) => {
			if (secondFactor === true && (await selectPasskeysOf(query, person.id)).length === 0)
				throw new ProblemError('conflict', 'Add a passkey first.');
			if (name !== undefined) await query('select rename_self($1)', [name.trim()]);
			await audit(context, query, {
				action: 'profile_changed',
				subject: person.id,
				detail: { name: name !== undefined, ...(secondFactor !== undefined && { secondFactor }) }
			});
		});
		const turned =
			secondFactor !== undefined &&
			(await transaction(context.env, system, (query) =>
				turnSecondFactor(query, person.id, secondFactor)
			));
		if (turned && secondFactor === false)
			tellPerson(context, 'second_factor_off', person, body.locale);
		return transaction(context.env, context.get('actor'), (query) =>
			selectProfile(query, context.get('signedIn'))
		);
	}
);

const endOne = operation(
	{
		id: 'endSignIn',
		method: 'delete',
		path: '/auth/sign-ins/:id',
		tag,
		summary: 'Sign out one of one’s own devices',
		access: 'signed_in',
		answer: 'nothing',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const { person } = context.get('signedIn');
		await transaction(context.env, context.get('actor'), async (query) => {
			const rows = await query('select id from sign_ins where id = $1 and user_id = $2', [
				id,
				person.id
			]);
			if (rows.length === 0) throw new ProblemError('not_found', 'There is no such sign-in.');
			await audit(context, query, { action: 'sign_in_ended', subject: person.id });
			await endSignIn(query, id, 'signed_out');
		});
	}
);

const mails = operation(
	{
		id: 'capturedMail',
		method: 'get',
		path: '/auth/captured-mail',
		tag,
		summary: 'Mails of an installation that shows them instead of sending them',
		access: 'everyone',
		answer: capturedMail,
		refusals: ['not_found']
	},
	async (context) => {
		if (!isCaptured(context.env)) throw new ProblemError('not_found', 'Mail is sent here.');
		return { mails: await transaction(context.env, system, selectCapturedMail) };
	}
);

export const profile = [show, change, endOne, mails];
