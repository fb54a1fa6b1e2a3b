/** Reads the cookie and puts the person where the routes find them. */
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { COOKIE, readSession } from '../access/session-cookie.ts';
import type { SignedIn } from '../access/session-cookie.ts';
import type { Asker } from '../access/permit.ts';
import type { Actor } from '../db/database.ts';
import type { Env } from '../env.ts';
import { ProblemError } from './problem.ts';

export type Authenticated = {
	Bindings: Env;
	Variables: { signedIn: SignedIn; asker: Asker; actor: Actor };
};

export const signedIn = createMiddleware<Authenticated>(async (context, next) => {
	const session = await readSession(
		getCookie(context, COOKIE),
		context.env.COOKIE_SECRET,
		Date.now()
	);
	if (!session) throw new ProblemError('not_signed_in', 'Sign in first.');
	const { id, roles } = session.person;
	const asker = { id, institution: session.institution, roles };
	context.set('signedIn', session);
	context.set('asker', asker);
	context.set('actor', { kind: 'person', ...asker });
	await next();
});
