import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { z } from 'zod';
import { signInRequest } from '#sync/schema/api.ts';
import type { session as sessionSchema } from '#sync/schema/api.ts';
import { verifyPassword } from '../access/passwords.ts';
import { COOKIE, SESSION_MS, writeSession } from '../access/session-cookie.ts';
import { tooManyFailures } from '../access/sign-in-limit.ts';
import { countFailures, insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalAccount } from '../db/users.ts';
import { readBody } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';

const RETRY_AFTER_SECONDS = 15 * 60;

const cookieOptions = {
	httpOnly: true,
	secure: true,
	sameSite: 'Strict',
	path: '/'
} as const;

export const sessions = new Hono<Authenticated>()
	.post('/session', async (context) => {
		const { env } = context;
		const { email, password } = await readBody(context, signInRequest);
		const address = context.req.header('CF-Connecting-IP') ?? null;
		const now = Date.now();
		const account = await transaction(env, system, async (query) => {
			if (tooManyFailures(await countFailures(query, email, address)))
				throw new ProblemError('too_many_requests', 'Too many failed sign-ins.', {
					retryAfterSeconds: RETRY_AFTER_SECONDS
				});
			return selectOptionalAccount(query, email);
		});
		// Outside the transaction: hashing takes a moment, and nobody should wait for a connection meanwhile.
		const right = verifyPassword(password, account?.password_hash ?? null);
		const entry = {
			institution: account?.institution_id ?? null,
			actor: account?.id ?? null,
			subject: email.toLowerCase(),
			address
		};
		const accepted = right && account && !account.locked;
		await transaction(env, system, (query) =>
			insertAudit(query, { ...entry, action: accepted ? 'sign_in' : 'sign_in_failed' })
		);
		if (!accepted)
			throw new ProblemError('wrong_credentials', 'The e-mail or the password is wrong.');
		const person = {
			id: account.id,
			name: account.name,
			email: account.email,
			roles: account.roles
		};
		const session = { person, institution: account.institution_id, expiresAt: now + SESSION_MS };
		setCookie(context, COOKIE, await writeSession(session, env.COOKIE_SECRET), {
			...cookieOptions,
			maxAge: SESSION_MS / 1000
		});
		const answer: z.infer<typeof sessionSchema> = { person, now };
		return context.json(answer);
	})
	.get('/session', signedIn, (context) => {
		const answer: z.infer<typeof sessionSchema> = {
			person: context.get('signedIn').person,
			now: Date.now()
		};
		return context.json(answer);
	})
	.delete('/session', (context) => {
		deleteCookie(context, COOKIE, cookieOptions);
		return context.body(null, 204);
	});
