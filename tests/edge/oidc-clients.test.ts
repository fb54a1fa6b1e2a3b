/** How the edge tells a provider who it is: with the secret in the header, in the body, or with no secret at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provider as providerShape } from '#sync/schema/providers.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startOidcProvider, type ClientSays, type OidcServer } from '../support/oidc-provider.ts';
import { placeOf, throughProvider, visit } from '../support/oidc-visit.ts';

let stack: EdgeStack;
let admin: EdgeClient;
const servers: OidcServer[] = [];
beforeAll(async () => {
	stack = await startEdge();
	admin = await signedIn(stack.origin, 'admin@demo.test');
});
afterAll(async () => {
	await Promise.all(servers.map((server) => server.close()));
	await stack.dispose();
});

/** Where somebody ends who signs in at a provider that knows its client by `says`, when the edge was given `secret`. */
async function arrival(says: ClientSays, secret?: string | null): Promise<string> {
	const server = await startOidcProvider(says);
	servers.push(server);
	server.become({ sub: 'ada', email: 'student1@demo.test', emailVerified: true });
	const { issuer, clientId } = server;
	const clientSecret = secret === undefined ? server.clientSecret : secret;
	const body = { name: says, issuer, clientId, clientSecret };
	const { id } = providerShape.parse((await admin.ask('POST', '/admin/providers', { body })).body);
	server.serve(`${stack.origin}/api/v1/auth/oidc/${id}/callback`);
	const browser = new EdgeClient(stack.origin);
	return placeOf(await visit(browser, await throughProvider(browser, id)));
}

test('a provider that takes the secret in the header, one that takes it in the body, and one that wants none', async () => {
	expect(await arrival('client_secret_basic')).toBe('/account/arrived');
	expect(await arrival('client_secret_post')).toBe('/account/arrived');
	expect(await arrival('none', null)).toBe('/account/arrived');
});

test('with a wrong secret, or without the one it wants, nobody arrives', async () => {
	for (const says of ['client_secret_basic', 'client_secret_post'] as const)
		for (const secret of ['another-secret', null])
			expect([says, secret, await arrival(says, secret)]).toEqual([
				says,
				secret,
				'/?problem=provider_failed'
			]);
});
