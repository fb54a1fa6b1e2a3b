/**
 * Before something that decides who gets into an account: a session that was left open, or stolen, must not be enough. By the password,
 * by a passkey that is there already, or, by who has neither, by having just signed in at a provider.
 */
import type { Context } from 'hono';
import type { ProblemCode } from '#sync/schema/api.ts';
import { ceremony } from '#sync/schema/accounts.ts';
import type { Proof } from '#sync/schema/accounts.ts';
import { z } from 'zod';
import { system, transaction } from '../db/database.ts';
import { selectBareProof } from '../db/sign-ins.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { provePassword } from './prove-password.ts';
import { askProof, checkPasskey } from './second-factor.ts';
import type { Authenticated } from './signed-in.ts';

export const unproved = [
	'wrong_credentials',
	'too_many_requests',
	'sign_in_again'
] as const satisfies readonly ProblemCode[];

export async function proveItIsYou(
	context: Context<Authenticated>,
	given: Proof | undefined
): Promise<void> {
	if (given === undefined) return proveByFreshSignIn(context);
	if ('password' in given) return provePassword(context, given.password);
	const signer = await checkPasskey(context, 'proof', given.ceremony, given.answer);
	if (signer.id !== context.get('signedIn').person.id)
		throw new ProblemError('wrong_credentials', 'The passkey was not accepted.');
}

async function proveByFreshSignIn(context: Context<Authenticated>): Promise<void> {
	const { signIn } = context.get('signedIn');
	const { only, fresh } = await transaction(context.env, system, (query) =>
		selectBareProof(query, signIn)
	);
	if (!only) throw new ProblemError('wrong_credentials', 'Say the password, or use a passkey.');
	if (!fresh) throw new ProblemError('sign_in_again', 'The sign-in is too long ago for this.');
}

export const proofOptions = operation(
	{
		id: 'proofOptions',
		method: 'post',
		path: '/auth/proof/options',
		tag: 'Accounts',
		summary: 'Begin to prove with a passkey of one’s own that it is still oneself',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: ceremony
	},
	(context) => askProof(context)
);
