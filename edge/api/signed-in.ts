/** Reads the access token, from the cookie or the Authorization header, and puts the person where the operations find them. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { readAccessToken, unsafeKeyIdOf } from '../access/access-token.ts';
import type { SignedIn } from '../access/access-token.ts';
import type { Asker } from '../access/permit.ts';
import { keyRing } from '../access/token-keys.ts';
import type { Actor } from '../db/database.ts';
import type { Env } from '../env.ts';
import { ACCESS_COOKIE } from './cookies.ts';
import { ProblemError } from './problem.ts';

export type Authenticated = {
	Bindings: Env;
	Variables: {
		/** Of this request, in every line of the log about it. */
		request: string;
		signedIn: SignedIn;
		asker: Asker;
		actor: Actor;
	};
};

export const signedIn = createMiddleware<Authenticated>(async (context, next) => {
	const session = await optionalSession(context);
	if (!session) throw new ProblemError('not_signed_in', 'Sign in first.');
	const { id, roles } = session.person;
	context.set('signedIn', session);
	context.set('asker', { id, institution: session.institution, roles });
	// Roles are compared with the database's in each transaction: those of a token may be 15 minutes old.
	context.set('actor', { kind: 'person', signIn: session.signIn, roles });
	await next();
});

/** For what is open to everyone and differs for some. null: nobody is signed in. */
export async function optionalSession(context: Context<Authenticated>): Promise<SignedIn | null> {
	const bearer = /^Bearer (\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1];
	const token = bearer ?? getCookie(context, ACCESS_COOKIE);
	return token ? read(context.env, token) : null;
}

async function read(env: Env, token: string): Promise<SignedIn | null> {
	const named = unsafeKeyIdOf(token);
	if (named === null) return null;
	const { jwks } = await keyRing(env, named);
	return readAccessToken(token, jwks, Date.now());
}
