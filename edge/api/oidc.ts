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
	calculatePKCECodeChallenge,
	generateRandomCodeVerifier,
	generateRandomNonce
} from 'oauth4webapi';
import { z } from 'zod';
import { NEXT, safePath, withNext } from '#sync/safe-path.ts';
import { fetchClaims } from '../access/oidc-claims.ts';
import type { Claims } from '../access/oidc-claims.ts';
import { countUnfinished, forgetFinished, providerWaitSeconds } from '../access/oidc-limit.ts';
import { decideLink } from '../access/oidc-link.ts';
import type { LocalAccount } from '../access/oidc-link.ts';
import { discover } from '../access/oidc-provider.ts';
import { createToken, tokenHash } from '../access/refresh-token.ts';
import { unseal } from '../access/sealed.ts';
import { keepCeremony, takeCeremony } from '../db/ceremonies.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalProvider, selectSealedSecret } from '../db/identity-providers.ts';
import type { IdentityProvider } from '../db/identity-providers.ts';
import { hasIdentityAt, insertIdentity, selectOptionalIdentity } from '../db/user-identities.ts';
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
import { unlink } from './unlink.ts';
import { addressOf, audit } from './who-asks.ts';

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
	cookie: z.string(),
	/** The page that was asked for before signing in. */
	next: z.string().nullable().default(null)
});
type Flow = z.infer<typeof flow>;

/** Another one for each provider (RFC 9700 §4.4.2): an answer that another provider gave away comes to the wrong address. */
const redirectUri = (context: Context<Authenticated>, provider: string) =>
	`${publicOrigin(context)}/api/v1/auth/oidc/${provider}/callback`;

function refuseFlood(retryAfterSeconds: number): void {
	if (retryAfterSeconds > 0)
		throw new ProblemError('too_many_requests', 'Too many sign-ins that were not finished.', {
			retryAfterSeconds
		});
}

const start = operation(
	{
		id: 'startProviderSignIn',
		method: 'get',
		path: '/auth/oidc/:provider/start',
		tag,
		summary: 'Begin to sign in at a provider',
		access: 'everyone',
		query: z.object({ [NEXT]: z.string().optional() }),
		answer: 'redirect',
		refusals: ['not_found', 'provider_failed', 'too_many_requests']
	},
	async (context, { query: asked }) => {
		const id = readId(context, 'provider');
		const provider = await transaction(context.env, system, async (query) => {
			refuseFlood(await providerWaitSeconds(query, addressOf(context)));
			return selectOptionalProvider(query, id);
		});
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
		const next = safePath(asked.next ?? null);
		const kept: Flow = { provider: id, nonce, verifier, cookie: tokenHash(cookie), next };
		const state = await transaction(context.env, system, async (query) => {
			const token = await keepCeremony(query, { kind: 'oidc', person: null, state: kept });
			await countUnfinished(query, token, addressOf(context));
			return token;
		});
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
		answer: 'redirect',
		refusals: ['too_many_requests']
	},
	async (context) => {
		const parameters = new URL(context.req.url).searchParams;
		const state = parameters.get('state') ?? '';
		const begun = await takeFlow(context, state);
		try {
			const account = begun && (await signedInAt(context, begun, parameters, state));
			if (account) {
				await beginSession(context, account, 'oidc');
				return context.redirect(withNext('/account/arrived', begun.next), 302);
			}
		} catch (problem) {
			// Whatever was wrong with the answer: the person is told one sentence, the log what it was.
			logProblem('oidc.callback', problem, { request: context.get('request') });
		}
		deleteCookie(context, FLOW_COOKIE, flowCookie);
		await transaction(context.env, system, (query) =>
			audit(context, query, { action: 'sign_in_failed', subject: null, detail: { method: 'oidc' } })
		);
		return context.redirect(withNext('/?problem=provider_failed', begun?.next ?? null), 302);
	}
);

/**
 * What this browser began; null: nothing, or another one did. Who brings what nobody waits for is counted, who began here never waits
 * for those beside them.
 */
async function takeFlow(context: Context<Authenticated>, state: string): Promise<Flow | null> {
	const cookie = getCookie(context, FLOW_COOKIE) ?? '';
	const address = addressOf(context);
	const found = await transaction(context.env, system, async (query) => {
		// Taken whatever comes of it: an answer that is replayed finds nothing.
		const taken = await takeCeremony(query, state, 'oidc', flow);
		const begun = taken?.state ?? null;
		const here = context.req.param('provider');
		if (begun?.cookie === tokenHash(cookie) && begun.provider === here) return { begun, wait: 0 };
		const wait = await providerWaitSeconds(query, address);
		if (wait === 0) await countUnfinished(query, state, address);
		return { begun: null, wait };
	});
	refuseFlood(found.wait);
	return found.begun;
}

async function signedInAt(
	context: Context<Authenticated>,
	begun: Flow,
	parameters: URLSearchParams,
	state: string
): Promise<Account | null> {
	const { env } = context;
	deleteCookie(context, FLOW_COOKIE, flowCookie);
	const { provider, sealed } = await transaction(env, system, async (query) => ({
		provider: await selectOptionalProvider(query, begun.provider),
		sealed: await selectSealedSecret(query, begun.provider)
	}));
	if (!provider?.enabled) return null;
	const { issuer, client_id: clientId } = provider;
	const secret = sealed && (await unseal(sealed, env.COOKIE_SECRET, PROVIDER_SECRET));
	const claims = await fetchClaims({ issuer, clientId, secret }, parameters, {
		...begun,
		state,
		redirectUri: redirectUri(context, provider.id)
	});
	return transaction(env, system, async (query) => {
		const account = await link(context, query, provider, claims);
		if (account) await forgetFinished(query, state);
		return account;
	});
}

const localOf = (account: Account | null, linkedAtProvider: boolean): LocalAccount | null =>
	account && {
		institution: account.institution_id,
		verified: account.verified,
		locked: account.locked,
		erased: account.erased,
		linkedAtProvider
	};

async function link(
	context: Context<Authenticated>,
	query: Query,
	provider: IdentityProvider,
	claims: Claims
): Promise<Account | null> {
	const known = await selectOptionalIdentity(query, provider.issuer, claims.subject);
	const linked = known === null ? null : await selectOptionalAccountById(query, known);
	const byEmail = claims.email ? await selectOptionalAccount(query, claims.email) : null;
	const taken = byEmail !== null && (await hasIdentityAt(query, byEmail.id, provider.issuer));
	const decision = decideLink(
		{ institution: provider.institution_id },
		localOf(linked, true),
		localOf(byEmail, taken),
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
}

export const oidc = [start, callback, unlink];
