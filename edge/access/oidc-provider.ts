/** An OpenID provider as the library wants it: discovered, and remembered for some minutes. */
import {
	allowInsecureRequests,
	ClientSecretBasic,
	ClientSecretPost,
	discoveryRequest,
	None,
	processDiscoveryResponse
} from 'oauth4webapi';
import type { AuthorizationServer, Client, ClientAuth } from 'oauth4webapi';

const FRESH_MS = 10 * 60_000;
const discovered = new Map<string, { server: AuthorizationServer; at: number }>();

/** http only where nobody is between: on this machine. */
export const insecure = (issuer: string) => ({
	[allowInsecureRequests]: /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(issuer)
});

/** Rejects when the provider cannot be reached or says another name than it was asked by. */
export async function discover(issuer: string, now: number): Promise<AuthorizationServer> {
	const known = discovered.get(issuer);
	if (known && now - known.at < FRESH_MS) return known.server;
	const asked = new URL(issuer);
	const answer = await discoveryRequest(asked, {
		...insecure(issuer),
		signal: AbortSignal.timeout(10_000)
	});
	const server = await processDiscoveryResponse(asked, answer);
	discovered.set(issuer, { server, at: now });
	return server;
}

export const clientOf = (clientId: string): Client => ({ client_id: clientId });
/**
 * How the client may say who it is, in the order to try. A public client has no secret; PKCE stands in for it. Many providers take a
 * secret in the header and in the body alike, some only as they have it written down for this client.
 */
export function clientAuths(
	server: AuthorizationServer,
	secret: string | null
): [ClientAuth, ...ClientAuth[]] {
	if (secret === null) return [None()];
	const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
	// The default of OpenID Connect Discovery.
	const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
	if (!taken.includes('client_secret_post')) return [basic];
	return taken.includes('client_secret_basic') ? [basic, post] : [post];
}
