/** From "this is them" to tokens: the row of the sign-in, the refresh token's hash, the access token, and the cookies or the answer. */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { session as sessionSchema, signInMethod } from '#sync/schema/accounts.ts';
import { ACCESS_SECONDS, issueAccessToken } from '../access/access-token.ts';
import type { SignedIn } from '../access/access-token.ts';
import { createToken, REFRESH_MS, tokenHash } from '../access/refresh-token.ts';
import { keyRing } from '../access/token-keys.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { insertSignIn } from '../db/sign-ins.ts';
import type { Account } from '../db/users.ts';
import { setTokens } from './cookies.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { addressOf, agentOf, audit } from './who-asks.ts';

export type SessionAnswer = z.infer<typeof sessionSchema>;

/**
 * A new sign-in each time, never one that came with the request: nobody can be given a session beforehand. `checked`: the hash that the
 * password was held against, which has to be the person's still; `also`: in the same transaction.
 */
export async function beginSession(
	context: Context<Authenticated>,
	account: Account,
	method: z.infer<typeof signInMethod>,
	{
		bearer = false,
		checked = null,
		also
	}: {
		bearer?: boolean;
		checked?: string | null;
		also?: (query: Query) => Promise<void>;
	} = {}
): Promise<SessionAnswer> {
	const { env } = context;
	const now = Date.now();
	const signIn = crypto.randomUUID();
	const refresh = createToken();
	await transaction(env, system, async (query) => {
		const begun = await insertSignIn(query, {
			id: signIn,
			person: account.id,
			institution: account.institution_id,
			method,
			address: addressOf(context),
			agent: agentOf(context),
			tokenHash: tokenHash(refresh),
			checked,
			now
		});
		if (!begun) throw new ProblemError('wrong_credentials', 'This sign-in does not hold any more.');
		await also?.(query);
		await audit(context, query, {
			action: 'sign_in',
			actor: account.id,
			institution: account.institution_id,
			subject: account.id,
			detail: { method }
		});
	});
	const { id, name, email, roles } = account;
	const signedIn = {
		person: { id, name, email, roles },
		institution: account.institution_id,
		signIn
	};
	return giveTokens(context, signedIn, refresh, bearer);
}

/** `bearer`: in the answer instead of in cookies. */
export async function giveTokens(
	context: Context<Authenticated>,
	signedIn: SignedIn,
	refreshToken: string,
	bearer: boolean
): Promise<SessionAnswer> {
	const now = Date.now();
	const { signing } = await keyRing(context.env);
	const accessToken = await issueAccessToken(signedIn, signing, now);
	const { person } = signedIn;
	if (!bearer) {
		setTokens(context, accessToken, refreshToken);
		return { person, now };
	}
	const accessSeconds = ACCESS_SECONDS;
	const refreshSeconds = REFRESH_MS / 1000;
	return { person, now, tokens: { accessToken, accessSeconds, refreshToken, refreshSeconds } };
}
