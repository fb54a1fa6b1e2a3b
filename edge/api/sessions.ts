/** Signing in, staying signed in, signing out. */
import { getCookie } from 'hono/cookie';
import type { Context } from 'hono';
import {
	refreshRequest,
	session,
	signInAnswer,
	signInRequest,
	signOutRequest
} from '#sync/schema/accounts.ts';
import { hashPassword, isOutdated, verifyPassword } from '../access/passwords.ts';
import { createToken, decideRefresh, successorOf, tokenHash } from '../access/refresh-token.ts';
import { networkOf } from '../access/sign-in-limit.ts';
import { countLastMinute, deleteAct } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import { insertAlertOnce } from '../db/security-alerts.ts';
import { endSignIn, endSignInsOf, rotateToken, selectOptionalToken } from '../db/sign-ins.ts';
import { replacePasswordHash, selectAccountToSignIn } from '../db/users.ts';
import type { Account } from '../db/users.ts';
import { beginSession, giveTokens } from './begin-session.ts';
import { clearTokens, REFRESH_COOKIE } from './cookies.ts';
import { beginGuess, guessFailed } from './guessing.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { askSecondFactor } from './second-factor.ts';
import { mailConfirmation } from './send-link.ts';
import type { Authenticated } from './signed-in.ts';
import { addressOf, audit } from './who-asks.ts';

const FAILURES_A_MINUTE = 5;

const login = operation(
	{
		id: 'login',
		method: 'post',
		path: '/auth/login',
		tag: 'Accounts',
		summary: 'Sign in with e-mail and password',
		access: 'everyone',
		body: signInRequest,
		answer: signInAnswer,
		refusals: ['wrong_credentials', 'locked', 'not_verified', 'too_many_requests']
	},
	async (context, { body: { email, password, bearer = false } }) => {
		const { env } = context;
		const { guess, account, hash } = await transaction(env, system, async (query) => ({
			guess: await beginGuess(context, query, email),
			...(await selectAccountToSignIn(query, email))
		}));
		// Outside the transaction: hashing takes a moment, and nobody should wait for a connection meanwhile.
		const right = verifyPassword(password, hash);
		if (!right || !account || account.erased) {
			await noteFailure(context, email, account, guess);
			// One answer for all of it: whoever guesses learns neither that the address is known nor that it is locked.
			throw new ProblemError('wrong_credentials', 'The e-mail or the password is wrong.');
		}
		if (account.locked || !account.verified || account.second_factor)
			await noteRight(context, account, guess);
		if (account.locked) throw new ProblemError('locked', 'This account is locked.');
		if (!account.verified)
			// Their address may have been changed for them, or the mail may have been lost: they get it (again).
			throw new ProblemError('not_verified', 'Confirm the e-mail address first.', {
				evidence: { mailed: await mailConfirmation(context, account) }
			});
		const checked =
			hash && isOutdated(hash) ? await upgrade(context, account, password, hash) : hash;
		if (account.second_factor) return { secondFactor: await askSecondFactor(context, account) };
		return beginSession(context, account, 'password', {
			bearer,
			checked,
			also: (query) => deleteAct(query, guess)
		});
	}
);

/** The password was right, and yet nobody is signed in by it. */
async function noteRight(
	context: Context<Authenticated>,
	account: Account,
	guess: number
): Promise<void> {
	await transaction(context.env, system, async (query) => {
		await deleteAct(query, guess);
		if (account.locked)
			await audit(context, query, {
				action: 'sign_in_locked',
				actor: null,
				institution: account.institution_id,
				subject: account.id
			});
	});
}

async function noteFailure(
	context: Context<Authenticated>,
	email: string,
	account: Account | null,
	guess: number
): Promise<void> {
	const address = addressOf(context);
	await transaction(context.env, system, async (query) => {
		await guessFailed(context, query, guess, email);
		await audit(context, query, {
			action: 'sign_in_failed',
			actor: null,
			institution: account?.institution_id ?? null,
			// An address nobody has may be a password typed into the wrong field.
			subject: account?.id ?? null
		});
		if (address === null) return;
		const failures = await countLastMinute(query, 'sign_in_failed', address);
		if (failures > FAILURES_A_MINUTE)
			await insertAlertOnce(query, {
				institution: account?.institution_id ?? null,
				kind: 'sign_in_failures',
				address: networkOf(address),
				detail: { failures }
			});
	});
}

/** Only in the place of `checked`: a password that was set meanwhile stays. Answers the new hash. */
async function upgrade(
	context: Context<Authenticated>,
	account: Account,
	password: string,
	checked: string
): Promise<string> {
	const hash = hashPassword(password, crypto.getRandomValues(new Uint8Array(16)));
	await transaction(context.env, system, async (query) => {
		if (!(await replacePasswordHash(query, account.id, hash, checked)))
			throw new ProblemError('wrong_credentials', 'The password was changed meanwhile.');
		await audit(context, query, {
			action: 'password_upgraded',
			actor: account.id,
			institution: account.institution_id,
			subject: account.id
		});
	});
	return hash;
}

const refresh = operation(
	{
		id: 'refresh',
		method: 'post',
		path: '/auth/refresh',
		tag: 'Accounts',
		summary:
			'Exchange the refresh token for new tokens. The header Idempotency-Key names the exchange, so that it can be asked again when its answer was lost',
		access: 'everyone',
		body: refreshRequest,
		answer: session,
		refusals: ['not_signed_in']
	},
	async (context, { body }) => {
		const token = body.refreshToken ?? getCookie(context, REFRESH_COOKIE);
		if (!token) throw new ProblemError('not_signed_in', 'There is no refresh token.');
		const request = context.req.header('Idempotency-Key')?.slice(0, 100) ?? null;
		const now = Date.now();
		const successor = request
			? await successorOf(token, request, context.env.COOKIE_SECRET)
			: createToken();
		const hash = tokenHash(token);
		// A re-use is answered with a refusal, and its consequence has to be kept: so nothing is thrown in here.
		const { decision, found } = await transaction(context.env, system, async (query) => {
			const found = await selectOptionalToken(query, hash);
			const decision = decideRefresh(found, request, now);
			if (found && decision === 'rotate')
				await rotateToken(query, {
					hash,
					signIn: found.session.signIn,
					successor: tokenHash(successor),
					request,
					now
				});
			if (found && decision === 'reuse') {
				await endSignIn(query, found.session.signIn, 'reuse');
				await audit(context, query, {
					action: 'refresh_reused',
					actor: found.session.person.id,
					institution: found.session.institution,
					subject: found.session.signIn
				});
			}
			return { decision, found };
		});
		if (!found || decision === 'reuse' || decision === 'refuse') {
			clearTokens(context);
			throw new ProblemError('not_signed_in', 'The refresh token does not hold.');
		}
		return giveTokens(context, found.session, successor, body.refreshToken !== undefined);
	}
);

const logout = operation(
	{
		id: 'logout',
		method: 'post',
		path: '/auth/logout',
		tag: 'Accounts',
		summary: 'Sign out here, or everywhere',
		access: 'signed_in',
		body: signOutRequest,
		answer: 'nothing'
	},
	async (context, { body: { everywhere = false } }) => {
		const { signIn, person } = context.get('signedIn');
		clearTokens(context);
		await transaction(context.env, context.get('actor'), async (query) => {
			await audit(context, query, {
				action: everywhere ? 'sign_out_everywhere' : 'sign_out',
				subject: person.id
			});
			if (everywhere) await endSignInsOf(query, person.id, 'signed_out_everywhere');
			else await endSignIn(query, signIn, 'signed_out');
		});
	}
);

const current = operation(
	{
		id: 'currentSession',
		method: 'get',
		path: '/auth/session',
		tag: 'Accounts',
		summary: 'Who is signed in',
		access: 'signed_in',
		answer: session
	},
	async (context) => {
		await transaction(context.env, context.get('actor'), (query) => query('select 1'));
		return { person: context.get('signedIn').person, now: Date.now() };
	}
);

export const sessions = [login, refresh, logout, current];
