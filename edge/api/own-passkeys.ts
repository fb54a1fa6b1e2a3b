/** The passkeys of one’s own. What changes who gets in is done only by who has proved that it is still them. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { z } from 'zod';
import { toBase64url, utf8 } from '#sync/bytes.ts';
import {
	ceremony,
	passkey,
	passkeyRegistration,
	passkeyRegistrationRequest,
	passkeyRemoval
} from '#sync/schema/accounts.ts';
import { permit } from '../access/permit.ts';
import { keepCeremony, takeCeremony } from '../db/ceremonies.ts';
import { system, transaction } from '../db/database.ts';
import { deletePasskey, insertPasskey, selectPasskeysOf } from '../db/passkeys.ts';
import { hasWayIn } from '../db/user-identities.ts';
import { dropSecondFactor } from '../db/users.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { proofOptions, proveItIsYou, unproved } from './prove-it-is-you.ts';
import { relyingParty } from './second-factor.ts';
import type { Authenticated } from './signed-in.ts';
import { tellPerson } from './tell-person.ts';
import { audit } from './who-asks.ts';

const tag = 'Accounts';

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
		summary: 'Begin to add a passkey, with a proof that it is still oneself',
		access: 'signed_in',
		body: passkeyRegistrationRequest,
		answer: ceremony,
		refusals: ['not_allowed', ...unproved]
	},
	async (context, { body }) => {
		refuseStudents(context);
		await proveItIsYou(context, body.proof);
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
		tellPerson(context, 'passkey_added', person, body.locale);
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
		method: 'post',
		path: '/auth/passkeys/:id/remove',
		tag,
		summary: 'Remove a passkey of one’s own, unless it is the last way to sign in',
		access: 'signed_in',
		body: passkeyRemoval,
		answer: 'nothing',
		refusals: ['not_found', 'conflict', ...unproved]
	},
	async (context, { body }) => {
		const { env } = context;
		const { person } = context.get('signedIn');
		await proveItIsYou(context, body.proof);
		// First as the person, which fails when the sign-in has ended meanwhile.
		await transaction(env, context.get('actor'), async () => undefined);
		// Then as the edge itself: nobody else may know whether there is a password, or which providers are switched on.
		await transaction(env, system, async (query) => {
			// One after another: of two last ways that are removed at once, one stays.
			await query('select id from users where id = $1 for update', [person.id]);
			if (!(await deletePasskey(query, person.id, context.req.param('id') ?? '')))
				throw new ProblemError('not_found', 'There is no such passkey.');
			if (!(await hasWayIn(query, person.id)))
				throw new ProblemError('conflict', 'It is the last way to sign in.');
			await dropSecondFactor(query, person.id);
			await audit(context, query, { action: 'passkey_removed', subject: person.id });
		});
		tellPerson(context, 'passkey_removed', person, body.locale);
	}
);

export const ownPasskeys = [proofOptions, registrationOptions, register, remove];
