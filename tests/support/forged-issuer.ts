/** An OpenID provider whose ID tokens a test shapes: whoever is asked for, signed by whom the test says. It asks nobody anything. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

/** `stranger`: a key of nobody's that goes by the name of the issuer's, and comes along in the token. */
export type Signer = 'issuer' | 'nobody' | 'stranger' | 'client secret' | 'public key';
export type Token = { claims: Record<string, unknown>; signer: Signer };
/** What the token endpoint was asked. */
export type Exchange = { authorization: string | null; parameters: URLSearchParams };

export interface ForgedIssuer {
	issuer: string;
	clientId: string;
	clientSecret: string;
	exchanges: Exchange[];
	/** Of the next ID token, over those that an honest one has; undefined takes one away. */
	give(token: Token): void;
	close(): Promise<void>;
}

/** `namesItself`: promises its name in each answer (RFC 9207). */
export async function startForgedIssuer({ namesItself = true } = {}): Promise<ForgedIssuer> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const clientId = 'invigil';
	const clientSecret = 'a-secret-of-the-test-alone-and-long-enough';
	const sign = await signerOf(clientSecret);
	const exchanges: Exchange[] = [];
	let next: Token = { claims: {}, signer: 'issuer' };
	const documents: Record<string, unknown> = {
		'/.well-known/openid-configuration': {
			issuer,
			authorization_endpoint: `${issuer}/authorize`,
			token_endpoint: `${issuer}/token`,
			jwks_uri: `${issuer}/keys`,
			response_types_supported: ['code'],
			subject_types_supported: ['public'],
			// More than it should, so that a weak one is not refused by this list alone.
			id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
			authorization_response_iss_parameter_supported: namesItself
		},
		'/keys': { keys: [sign.publicKey] }
	};
	const exchange = async (request: IncomingMessage) => {
		const { authorization = null } = request.headers;
		exchanges.push({ authorization, parameters: new URLSearchParams(await text(request)) });
		const now = Math.floor(Date.now() / 1000);
		const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 300, ...next.claims };
		return {
			access_token: 'of-no-use',
			token_type: 'Bearer',
			id_token: await sign.token(claims, next.signer)
		};
	};
	server.on('request', (request, response) => {
		const answer = async () =>
			request.url === '/token' ? exchange(request) : documents[request.url ?? ''];
		void answer().then((body) => {
			response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body ?? {}));
		});
	});
	return {
		issuer,
		clientId,
		clientSecret,
		exchanges,
		give: (token) => (next = token),
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}

async function signerOf(clientSecret: string) {
	const alg = 'RS256';
	const own = await generateKeyPair(alg);
	const stranger = await generateKeyPair(alg);
	const publicKey = { ...(await exportJWK(own.publicKey)), kid: 'one', alg, use: 'sig' };
	const strangers = await exportJWK(stranger.publicKey);
	const hs256 = (claims: JWTPayload, secret: string) =>
		new SignJWT(claims)
			.setProtectedHeader({ alg: 'HS256', kid: 'one' })
			.sign(new TextEncoder().encode(secret));
	const by: Record<Signer, (claims: JWTPayload) => string | Promise<string>> = {
		issuer: (claims) =>
			new SignJWT(claims).setProtectedHeader({ alg, kid: 'one' }).sign(own.privateKey),
		stranger: (claims) =>
			new SignJWT(claims)
				.setProtectedHeader({ alg, kid: 'one', jwk: strangers })
				.sign(stranger.privateKey),
		nobody: (claims) => new UnsecuredJWT(claims).encode(),
		'client secret': (claims) => hs256(claims, clientSecret),
		'public key': (claims) => hs256(claims, JSON.stringify(publicKey))
	};
	return { publicKey, token: async (claims: JWTPayload, signer: Signer) => by[signer](claims) };
}

/** What a verifier of PKCE has to hash to. */
export const challengeOf = (verifier: string): string =>
	createHash('sha256').update(verifier).digest('base64url');
