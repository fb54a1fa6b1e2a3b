/**
 * Signing in at a provider: authorization code flow with PKCE, state, nonce, and the issuer in the answer (RFC 9207).
 *
 *   start     → a ceremony (provider, nonce, verifier, hash of a cookie) is kept; the browser goes to the provider
 *   callback  → the ceremony is taken, once; cookie, issuer, code and ID token are checked; linked or known: signed in
 *
 * Nobody gets an account this way: people come by invitation, registration or import.
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import {
	authorizationCodeGrantRequest,
	calculatePKCECodeChallenge,
	generateRandomCodeVerifier,
	generateRandomNonce,
	getValidatedIdTokenClaims,
	processAuthorizationCodeResponse,
	validateApplicationLevelSignature,
	validateAuthResponse
} from 'oauth4webapi';
import { z } from 'zod';
import { identityQuery } from '#sync/schema/providers.ts';
import { decideLink } from '../access/oidc-link.ts';
import type { LocalAccount } from '../access/oidc-link.ts';
import { clientAuth, clientOf, discover, insecure } from '../access/oidc-provider.ts';
import { createToken, tokenHash } from '../access/refresh-token.ts';
import { unseal } from '../access/sealed.ts';
import { keepCeremony, takeCeremony } from '../db/ceremonies.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalProvider, selectSealedSecret } from '../db/identity-providers.ts';
import type { IdentityProvider } from '../db/identity-providers.ts';
import { deleteIdentity, insertIdentity, selectOptionalIdentity } from '../db/user-identities.ts';
import { selectOptionalAccount, selectOptionalAccountById } from '../db/users.ts';
import type { Account } from '../db/users.ts';
import { logProblem } from '../log.ts';
import { beginSession } from './begin-session.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { publicOrigin } from './post-link.ts';
import { ProblemError } from './problem.ts';
import { PROVIDER_SECRET } from './providers.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Accounts';
const FLOW_COOKIE = '__Host-invigil-flow';
/** Lax: a strict cookie is not sent when the provider's page sends the browser back. It opens nothing by itself. */
const flowCookie = { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' } as const;
const FLOW_SECONDS = 600;

const flow = z.object({
	provider: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	/** Of the browser that began. */
	cookie: z.string()
});

/** Another one for each provider (RFC 9700 §4.4.2): an answer that another provider gave away comes to the wrong address. */
const redirectUri = (context: Context<Authenticated>, provider: string) =>
	`${publicOrigin(context)}/api/v1/auth/oidc/${provider}/callback`;

const start = operation(
	{
		id: 'startProviderSignIn',
		method: 'get',
		path: '/auth/oidc/:provider/start',
		tag,
		summary: 'Begin to sign in at a provider',
		access: 'everyone',
		answer: 'redirect',
		refusals: ['not_found', 'provider_failed']
	},
	async (context) => {
		const id = readId(context, 'provider');
		const provider = await transaction(context.env, system, (query) =>
			selectOptionalProvider(query, id)
		);
		if (!provider?.enabled) throw new ProblemError('not_found', 'There is no such provider.');
		const server = await discover(provider.issuer, Date.now()).catch((problem: unknown) => {
			logProblem('oidc.discovery', problem, { provider: id });
			return null;
		});
		if (!server?.authorization_endpoint)
			throw new ProblemError('provider_failed', 'The provider cannot be reached now.');
		const verifier = generateRandomCodeVerifier();
		const nonce = generateRandomNonce();
		const cookie = createToken();
		const state = await transaction(context.env, system, (query) =>
			keepCeremony(query, {
				kind: 'oidc',
				person: null,
				state: { provider: id, nonce, verifier, cookie: tokenHash(cookie) }
			})
		);
		setCookie(context, FLOW_COOKIE, cookie, { ...flowCookie, maxAge: FLOW_SECONDS });
		const url = new URL(server.authorization_endpoint);
		const parameters = {
			client_id: provider.client_id,
			redirect_uri: redirectUri(context, id),
			response_type: 'code',
			scope: 'openid email profile',
			code_challenge: await calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256',
			state,
			nonce
		};
		for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
		return context.redirect(url.href, 302);
	}
);

const callback = operation(
	{
		id: 'finishProviderSignIn',
		method: 'get',
		path: '/auth/oidc/:provider/callback',
		tag,
		summary: 'Where a provider sends the browser back to',
		access: 'everyone',
		answer: 'redirect'
	},
	async (context) => {
		try {
			const account = await signedInAt(context);
			if (account) {
				await beginSession(context, account, 'oidc');
				return context.redirect('/account/arrived', 302);
			}
		} catch (problem) {
			// Whatever was wrong with the answer: the person is told one sentence, the log what it was.
			logProblem('oidc.callback', problem, { request: context.get('request') });
		}
		deleteCookie(context, FLOW_COOKIE, flowCookie);
		await transaction(context.env, system, (query) =>
			audit(context, query, { action: 'sign_in_failed', subject: null, detail: { method: 'oidc' } })
		);
		return context.redirect('/?problem=provider_failed', 302);
	}
);

async function signedInAt(context: Context<Authenticated>): Promise<Account | null> {
	const { env } = context;
	const parameters = new URL(context.req.url).searchParams;
	const state = parameters.get('state') ?? '';
	const cookie = getCookie(context, FLOW_COOKIE) ?? '';
	// Taken whatever comes of it: an answer that is replayed finds nothing.
	const taken = await transaction(env, system, (query) => takeCeremony(query, state, 'oidc', flow));
	if (!taken || tokenHash(cookie) !== taken.state.cookie) return null;
	if (context.req.param('provider') !== taken.state.provider) return null;
	deleteCookie(context, FLOW_COOKIE, flowCookie);
	const provider = await transaction(env, system, (query) =>
		selectOptionalProvider(query, taken.state.provider)
	);
	if (!provider?.enabled) return null;
	const claims = await claimsOf(context, provider, parameters, { state, ...taken.state });
	return link(context, provider, claims);
}

type Claims = { subject: string; email: string | null; emailVerified: boolean };

async function claimsOf(
	context: Context<Authenticated>,
	provider: IdentityProvider,
	parameters: URLSearchParams,
	expected: { state: string; nonce: string; verifier: string }
): Promise<Claims> {
	const { env } = context;
	const server = await discover(provider.issuer, Date.now());
	const client = clientOf(provider.client_id);
	const sealed = await transaction(env, system, (query) => selectSealedSecret(query, provider.id));
	const secret = sealed && (await unseal(sealed, env.COOKIE_SECRET, PROVIDER_SECRET));
	// The issuer too: an answer that another provider made is not taken to this one.
	const checked = validateAuthResponse(server, client, parameters, expected.state);
	const answer = await authorizationCodeGrantRequest(
		server,
		client,
		clientAuth(secret),
		checked,
		redirectUri(context, provider.id),
		expected.verifier,
		{ ...insecure(provider.issuer), signal: AbortSignal.timeout(10_000) }
	);
	const tokens = await processAuthorizationCodeResponse(server, client, answer, {
		expectedNonce: expected.nonce,
		requireIdToken: true
	});
	await validateApplicationLevelSignature(server, answer, insecure(provider.issuer));
	const claims = getValidatedIdTokenClaims(tokens);
	if (!claims) throw new Error('no ID token');
	return {
		subject: claims.sub,
		email: typeof claims['email'] === 'string' ? claims['email'] : null,
		emailVerified: claims['email_verified'] === true
	};
}

const localOf = (account: Account | null): LocalAccount | null =>
	account && {
		institution: account.institution_id,
		verified: account.verified,
		locked: account.locked,
		erased: account.erased
	};

async function link(
	context: Context<Authenticated>,
	provider: IdentityProvider,
	claims: Claims
): Promise<Account | null> {
	return transaction(context.env, system, async (query) => {
		const known = await selectOptionalIdentity(query, provider.issuer, claims.subject);
		const linked = known === null ? null : await selectOptionalAccountById(query, known);
		const byEmail = claims.email ? await selectOptionalAccount(query, claims.email) : null;
		const decision = decideLink(
			{ institution: provider.institution_id },
			localOf(linked),
			localOf(byEmail),
			claims
		);
		if (decision === 'refuse') return null;
		if (decision === 'sign_in' || !byEmail) return linked;
		await insertIdentity(query, {
			issuer: provider.issuer,
			subject: claims.subject,
			person: byEmail.id,
			institution: byEmail.institution_id
		});
		await audit(context, query, {
			action: 'account_linked',
			actor: byEmail.id,
			institution: byEmail.institution_id,
			subject: byEmail.id,
			detail: { issuer: provider.issuer }
		});
		return byEmail;
	});
}

const unlink = operation(
	{
		id: 'unlinkAccount',
		method: 'delete',
		path: '/auth/identities',
		tag,
		summary: 'Remove a linked account of one’s own',
		access: 'signed_in',
		query: identityQuery,
		answer: 'nothing',
		refusals: ['not_found']
	},
	async (context, { query: asked }) => {
		const { person } = context.get('signedIn');
		await transaction(context.env, context.get('actor'), async (query) => {
			if (!(await deleteIdentity(query, person.id, asked.issuer, asked.subject)))
				throw new ProblemError('not_found', 'There is no such linked account.');
			await audit(context, query, { action: 'account_unlinked', subject: person.id });
		});
	}
);

export const oidc = [start, callback, unlink];
