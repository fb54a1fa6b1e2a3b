/** Passkeys to sign in with: as the sole proof, or after the password. */
import { z } from 'zod';
import { ceremony, ceremonyAnswer, session } from '#sync/schema/accounts.ts';
import { forgetAsked } from './asked-for-passkey.ts';
import { beginSession } from './begin-session.ts';
import { operation } from './operation.ts';
import { ownPasskeys } from './own-passkeys.ts';
import { askPasskey, checkPasskey } from './second-factor.ts';

const nothing = z.strictObject({});
const tag = 'Accounts';

const begin = operation(
	{
		id: 'passkeySignInOptions',
		method: 'post',
		path: '/auth/passkey/options',
		tag,
		summary: 'Begin to sign in with a passkey',
		access: 'everyone',
		body: nothing,
		answer: ceremony,
		refusals: ['too_many_requests']
	},
	(context) => askPasskey(context)
);

const signIn = operation(
	{
		id: 'passkeySignIn',
		method: 'post',
		path: '/auth/passkey/sign-in',
		tag,
		summary: 'Sign in with a passkey alone',
		access: 'everyone',
		body: ceremonyAnswer,
		answer: session,
		refusals: ['wrong_credentials']
	},
	async (context, { body }) => {
		const account = await checkPasskey(context, 'passkey_sign_in', body.ceremony, body.answer);
		return beginSession(context, account, 'passkey', {
			also: (query) => forgetAsked(query, body.ceremony)
		});
	}
);

const secondFactor = operation(
	{
		id: 'secondFactor',
		method: 'post',
		path: '/auth/passkey/second-factor',
		tag,
		summary: 'Answer with a passkey after the password',
		access: 'everyone',
		body: ceremonyAnswer,
		answer: session,
		refusals: ['wrong_credentials']
	},
	async (context, { body }) => {
		const account = await checkPasskey(context, 'second_factor', body.ceremony, body.answer);
		return beginSession(context, account, 'password_passkey');
	}
);

export const passkeys = [begin, signIn, secondFactor, ...ownPasskeys];
