/** Passkeys: as the sole sign-in, as second factor, and those of one's own. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { z } from 'zod';
import { toBase64url, utf8 } from '#sync/bytes.ts';
import {
	ceremony,
	ceremonyAnswer,
	passkey,
	passkeyRegistration,
	session
} from '#sync/schema/accounts.ts';
import { permit } from '../access/permit.ts';
import { keepCeremony, takeCeremony } from '../db/ceremonies.ts';
import { system, transaction } from '../db/database.ts';
import { deletePasskey, insertPasskey, selectPasskeysOf } from '../db/passkeys.ts';
import { beginSession } from './begin-session.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { askPasskey, checkPasskey, relyingParty } from './second-factor.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

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
		answer: ceremony
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
		return beginSession(context, account, 'passkey');
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

function refuseStudents(context: Context<Authenticated>): void {
	if (!permit(context.get('asker'), { to: 'keep_passkeys' }))
		throw new ProblemError('not_allowed', 'Passkeys are for teachers, proctors and admins.');
}

const registrationOptions = operation(
	{
		id: 'passkeyRegistrationOptions',
		method: 'post',
		path: '/auth/passkeys/options',
		tag,
		summary: 'Begin to add a passkey',
		access: 'signed_in',
		body: nothing,
		answer: ceremony,
		refusals: ['not_allowed']
	},
	async (context) => {
		refuseStudents(context);
		const { person } = context.get('signedIn');
		const known = await transaction(context.env, context.get('actor'), (query) =>
			selectPasskeysOf(query, person.id)
		);
		const options = await generateRegistrationOptions({
			rpName: 'Invigil',
			rpID: relyingParty(context).id,
			userName: person.email,
			userDisplayName: person.name,
			userID: utf8(person.id),
			excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
		});
		const state = { challenge: options.challenge };
		const kept = await transaction(context.env, system, (query) =>
			keepCeremony(query, { kind: 'passkey_register', person: person.id, state })
		);
		return { ceremony: kept, options: { ...options } };
	}
);

const register = operation(
	{
		id: 'addPasskey',
		method: 'post',
		path: '/auth/passkeys',
		tag,
		summary: 'Add a passkey',
		access: 'signed_in',
		body: passkeyRegistration,
		answer: passkey,
		status: 201,
		refusals: ['not_allowed', 'conflict', 'wrong_credentials']
	},
	async (context, { body }) => {
		refuseStudents(context);
		const { person, institution } = context.get('signedIn');
		const taken = await transaction(context.env, system, (query) =>
			takeCeremony(query, body.ceremony, 'passkey_register', z.object({ challenge: z.string() }))
		);
		const credential =
			taken?.person === person.id
				? await verifiedCredential(context, body.answer, taken.state.challenge)
				: null;
		if (!credential) throw new ProblemError('wrong_credentials', 'The passkey was not accepted.');
		const now = Date.now();
		await transaction(context.env, context.get('actor'), async (query) => {
			const added = await insertPasskey(query, {
				id: credential.id,
				person: person.id,
				institution,
				publicKey: toBase64url(Uint8Array.from(credential.publicKey)),
				counter: credential.counter,
				transports: credential.transports ?? [],
				name: body.name
			});
			if (!added) throw new ProblemError('conflict', 'This passkey has been added already.');
			await audit(context, query, { action: 'passkey_added', subject: person.id });
		});
		return { id: credential.id, name: body.name, createdAt: now, lastUsedAt: null };
	}
);

async function verifiedCredential(
	context: Context,
	answer: Record<string, unknown>,
	expectedChallenge: string
) {
	const { id, origins } = relyingParty(context);
	try {
		const checked = await verifyRegistrationResponse({
			response: answer as unknown as RegistrationResponseJSON,
			expectedChallenge,
			expectedOrigin: origins,
			expectedRPID: id
		});
		return checked.verified ? checked.registrationInfo.credential : null;
	} catch (_malformed) {
		return null;
	}
}

const remove = operation(
	{
		id: 'removePasskey',
		method: 'delete',
		path: '/auth/passkeys/:id',
		tag,
		summary: 'Remove a passkey of one’s own',
		access: 'signed_in',
		answer: 'nothing',
		refusals: ['not_found']
	},
	async (context) => {
		const { person } = context.get('signedIn');
		await transaction(context.env, context.get('actor'), async (query) => {
			if (!(await deletePasskey(query, person.id, context.req.param('id') ?? '')))
				throw new ProblemError('not_found', 'There is no such passkey.');
			await query('select drop_second_factor()');
			await audit(context, query, { action: 'passkey_removed', subject: person.id });
		});
	}
);

export const passkeys = [begin, signIn, secondFactor, registrationOptions, register, remove];
