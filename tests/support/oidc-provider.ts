/** A real OpenID provider on this machine (oidc-provider from npm): whoever comes is signed in as the account the test names. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

export type ProvidedAccount = { sub: string; email: string; emailVerified: boolean };

export interface OidcServer {
	issuer: string;
	clientId: string;
	clientSecret: string;
	/** Where it may send browsers back to; before that nowhere. */
	serve(redirectUri: string): void;
	/** Who signs in from now on. */
	become(account: ProvidedAccount): void;
	close(): Promise<void>;
}

/** How it has written down that its one client says who it is. */
export type ClientSays = 'client_secret_basic' | 'client_secret_post' | 'none';

export async function startOidcProvider(
	clientSays: ClientSays = 'client_secret_basic'
): Promise<OidcServer> {
	const server: Server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const clientId = 'invigil';
	const clientSecret = 'a-secret-of-the-test-alone';
	let current: ProvidedAccount = { sub: 'nobody', email: '', emailVerified: false };
	const configurationFor = (redirectUri: string): Configuration => ({
		clients: [
			{
				client_id: clientId,
				...(clientSays !== 'none' && { client_secret: clientSecret }),
				redirect_uris: [redirectUri],
				response_types: ['code'],
				grant_types: ['authorization_code'],
				token_endpoint_auth_method: clientSays
			}
		],
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		// Into the ID token, as the large providers do.
		conformIdTokenClaims: false,
		pkce: { required: () => true },
		features: { devInteractions: { enabled: false } },
		interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
		findAccount: (_context, sub) => ({
			accountId: sub,
			claims: () => ({ sub, email: current.email, email_verified: current.emailVerified })
		})
	});
	const providerFor = (redirectUri: string) => new Provider(issuer, configurationFor(redirectUri));
	// From the beginning it says who it is.
	let provider = providerFor(`${issuer}/nowhere`);
	server.on('request', (request, response) => {
		if (request.url?.startsWith('/interaction/'))
			return void agree(provider, request, response, current.sub);
		void provider.callback()(request, response);
	});
	return {
		issuer,
		clientId,
		clientSecret,
		serve: (redirectUri) => void (provider = providerFor(redirectUri)),
		become: (account) => (current = account),
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}

type Http = Parameters<Provider['interactionDetails']>;

/** Signs in and consents at once, as somebody would by clicking twice. */
async function agree(
	provider: Provider,
	request: Http[0],
	response: Http[1],
	accountId: string
): Promise<void> {
	const { prompt, params, grantId } = await provider.interactionDetails(request, response);
	if (prompt.name === 'login')
		return provider.interactionFinished(request, response, {
			login: { accountId, remember: false }
		});
	const grant =
		(grantId && (await provider.Grant.find(grantId))) ||
		new provider.Grant({ accountId, clientId: String(params['client_id']) });
	grant.addOIDCScope('openid email profile');
	return provider.interactionFinished(
		request,
		response,
		{ consent: { grantId: await grant.save() } },
		{ mergeWithLastSubmission: true }
	);
}
