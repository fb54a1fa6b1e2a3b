/** What a browser is asked to sign with a passkey, and the check of what it signed (Web Authentication Level 3). */
import {
	generateAuthenticationOptions,
	verifyAuthenticationResponse
} from '@simplewebauthn/server';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { z } from 'zod';
import type { ceremony } from '#sync/schema/accounts.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { keepCeremony, takeCeremony } from '../db/ceremonies.ts';
import type { CeremonyKind } from '../db/ceremonies.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { notePasskeyUse, selectOptionalPasskey, selectPasskeysOf } from '../db/passkeys.ts';
import { selectOptionalAccountById } from '../db/users.ts';
import type { Account } from '../db/users.ts';
import { countAsked } from './asked-for-passkey.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

export type CeremonyOffer = z.infer<typeof ceremony>;

/** The name a passkey is bound to is the app's host: one made for another site is of no use here. */
export const relyingParty = (context: Context) => {
	const { hostname, origin } = new URL(context.req.url);
	// Behind a TLS proxy the Worker may see http where the browser saw https.
	return { id: hostname, origins: [origin, origin.replace(/^http:/, 'https:')] };
};

const challenged = z.object({ challenge: z.string() });

/** After the right password. */
export function askSecondFactor(
	context: Context<Authenticated>,
	account: Account
): Promise<CeremonyOffer> {
	return transaction(context.env, system, (query) =>
		offerOwn(context, query, 'second_factor', account.id)
	);
}

/** By who is signed in already: with one of their own. */
export function askProof(context: Context<Authenticated>): Promise<CeremonyOffer> {
	const { person } = context.get('signedIn');
	return transaction(context.env, system, (query) => offerOwn(context, query, 'proof', person.id));
}

/** Without a name: the browser offers those it has for this site. */
export function askPasskey(context: Context<Authenticated>): Promise<CeremonyOffer> {
	return transaction(context.env, system, (query) =>
		countAsked(context, query, () => offer(context, query, 'passkey_sign_in', null, undefined))
	);
}

async function offerOwn(
	context: Context,
	query: Query,
	kind: CeremonyKind,
	person: string
): Promise<CeremonyOffer> {
	const keys = await selectPasskeysOf(query, person);
	const allowed = keys.map(({ id, transports }) => ({ id, transports }));
	return offer(context, query, kind, person, allowed);
}

async function offer(
	context: Context,
	query: Query,
	kind: CeremonyKind,
	person: string | null,
	allowCredentials: { id: string; transports: string[] }[] | undefined
): Promise<CeremonyOffer> {
	const options = await generateAuthenticationOptions({
		rpID: relyingParty(context).id,
		userVerification: 'required',
		...(allowCredentials && { allowCredentials })
	});
	const state = { challenge: options.challenge };
	return {
		ceremony: await keepCeremony(query, { kind, person, state }),
		options: { ...options }
	};
}

const signed = z.looseObject({ id: z.string().min(1).max(1400) });

/** The account whose passkey signed the challenge of this ceremony. */
export async function checkPasskey(
	context: Context<Authenticated>,
	kind: 'second_factor' | 'passkey_sign_in' | 'proof',
	token: string,
	answer: Record<string, unknown>
): Promise<Account> {
	const refused = () => new ProblemError('wrong_credentials', 'The passkey was not accepted.');
	const read = signed.safeParse(answer);
	if (!read.success) throw refused();
	// The ceremony is spent whatever comes of it; so it is taken in a transaction of its own.
	const taken = await transaction(context.env, system, (query) =>
		takeCeremony(query, token, kind, challenged)
	);
	if (!taken) throw refused();
	const account = await transaction(context.env, system, async (query) => {
		const key = await selectOptionalPasskey(query, read.data.id);
		if (!key || (taken.person !== null && key.user_id !== taken.person)) return null;
		const { id, origins } = relyingParty(context);
		const counter = await verifiedCounter({
			response: answer as unknown as AuthenticationResponseJSON,
			expectedChallenge: taken.state.challenge,
			expectedOrigin: origins,
			expectedRPID: id,
			credential: {
				id: key.id,
				publicKey: fromBase64url(key.public_key),
				counter: key.counter,
				transports: key.transports
			}
		});
		if (counter === null) return null;
		await notePasskeyUse(query, key.id, counter);
		return selectOptionalAccountById(query, key.user_id);
	});
	if (!account || account.locked || account.erased) throw refused();
	return account;
}

async function verifiedCounter(
	input: Parameters<typeof verifyAuthenticationResponse>[0]
): Promise<number | null> {
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse(input);
		return verified ? authenticationInfo.newCounter : null;
	} catch (_malformedOrReplayed) {
		return null;
	}
}
