/** From the answer that a browser brings back to what the provider says of somebody: each step of it checked by the library. */
import {
	authorizationCodeGrantRequest,
	getValidatedIdTokenClaims,
	processAuthorizationCodeResponse,
	validateApplicationLevelSignature,
	validateAuthResponse
} from 'oauth4webapi';
import type { ClientAuth } from 'oauth4webapi';
import { z } from 'zod';
import type { ProviderSays } from './oidc-link.ts';
import { clientAuths, clientOf, discover, insecure } from './oidc-provider.ts';

export type Claims = ProviderSays & { subject: string };

/** `parameters`: of the address the browser came to. Rejects whatever is not exactly what was begun. */
export async function fetchClaims(
	provider: { issuer: string; clientId: string; secret: string | null },
	parameters: URLSearchParams,
	expected: { state: string; nonce: string; verifier: string; redirectUri: string }
): Promise<Claims> {
	const { issuer, clientId, secret } = provider;
	const server = await discover(issuer, Date.now());
	const client = clientOf(clientId);
	// The issuer too: an answer that another provider made is not taken to this one.
	const checked = validateAuthResponse(server, client, parameters, expected.state);
	const answer = await firstKnown(clientAuths(server, secret), (auth) =>
		authorizationCodeGrantRequest(
			server,
			client,
			auth,
			checked,
			expected.redirectUri,
			expected.verifier,
			{ ...insecure(issuer), signal: AbortSignal.timeout(10_000) }
		)
	);
	const tokens = await processAuthorizationCodeResponse(server, client, answer, {
		expectedNonce: expected.nonce,
		requireIdToken: true
	});
	await validateApplicationLevelSignature(server, answer, insecure(issuer));
	const claims = getValidatedIdTokenClaims(tokens);
	if (!claims) throw new Error('no ID token');
	return {
		subject: claims.sub,
		email: typeof claims['email'] === 'string' ? claims['email'] : null,
		emailVerified: claims['email_verified'] === true
	};
}

/** The answer to the first way in which the provider knows the client; else to the last. Until then it has not looked at the code. */
async function firstKnown(
	[first, ...others]: [ClientAuth, ...ClientAuth[]],
	ask: (way: ClientAuth) => Promise<Response>
): Promise<Response> {
	let answer = await ask(first);
	for (const way of others) {
		if (!(await isUnknownClient(answer))) break;
		answer = await ask(way);
	}
	return answer;
}

const refusal = z.looseObject({ error: z.literal('invalid_client') });
async function isUnknownClient(answer: Response): Promise<boolean> {
	if (answer.status !== 400 && answer.status !== 401) return false;
	const body: unknown = await answer
		.clone()
		.json()
		.catch((_notJson: unknown) => null);
	return refusal.safeParse(body).success;
}
