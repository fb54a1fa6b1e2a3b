/** The sign-in providers of an institution, as its admins set them. */
import type { Context } from 'hono';
import {
	MOST_PROVIDERS,
	newProvider,
	provider,
	providerChange,
	providers
} from '#sync/schema/providers.ts';
import { discover } from '../access/oidc-provider.ts';
import { seal } from '../access/sealed.ts';
import {
	countProvidersOf,
	deleteProvider,
	insertProvider,
	saveProvider,
	saveSealedSecret,
	selectOptionalProvider,
	selectProvidersOf
} from '../db/identity-providers.ts';
import type { IdentityProvider } from '../db/identity-providers.ts';
import { transaction } from '../db/database.ts';
import { logProblem } from '../log.ts';
import { asAdmin } from './admin-guard.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Administration';
/** What a client secret is sealed for. */
export const PROVIDER_SECRET = 'invigil-provider-secret/1';

const shown = ({ id, name, issuer, client_id, enabled }: IdentityProvider) => ({
	id,
	name,
	issuer,
	clientId: client_id,
	enabled
});

const sealedFor = (context: Context<Authenticated>, secret: string) =>
	seal(secret, context.env.COOKIE_SECRET, PROVIDER_SECRET);

/** An address with a mistake in it is found by the admin who wrote it, not by whoever wants to sign in. */
async function refuseSilent(issuer: string): Promise<void> {
	const server = await discover(issuer, Date.now()).catch((problem: unknown) => {
		logProblem('oidc.discovery', problem);
		return null;
	});
	if (!server?.authorization_endpoint || !server.token_endpoint)
		throw new ProblemError('provider_failed', 'There is no OpenID provider at this address.', {
			evidence: { field: 'issuer' }
		});
}

const list = operation(
	{
		id: 'listProviders',
		method: 'get',
		path: '/admin/providers',
		tag,
		summary: 'The sign-in providers of the institution',
		access: 'signed_in',
		answer: providers,
		refusals: ['not_allowed']
	},
	(context) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), async (query) => ({
			providers: (await selectProvidersOf(query, institution)).map(shown)
		}));
	}
);

const add = operation(
	{
		id: 'addProvider',
		method: 'post',
		path: '/admin/providers',
		tag,
		summary: 'Let people sign in at an OpenID provider',
		access: 'signed_in',
		body: newProvider,
		answer: provider,
		status: 201,
		refusals: ['not_allowed', 'conflict', 'provider_failed']
	},
	async (context, { body }) => {
		const institution = asAdmin(context);
		const { clientSecret } = body;
		const sealed = clientSecret && (await sealedFor(context, clientSecret));
		await refuseSilent(body.issuer);
		const made = {
			id: crypto.randomUUID(),
			institution_id: institution,
			name: body.name,
			issuer: body.issuer,
			client_id: body.clientId,
			enabled: true
		};
		await transaction(context.env, context.get('actor'), async (query) => {
			if ((await countProvidersOf(query, institution)) >= MOST_PROVIDERS)
				throw new ProblemError(
					'conflict',
					`An institution has ${MOST_PROVIDERS} providers at most.`,
					{
						evidence: { because: 'too_many', most: MOST_PROVIDERS }
					}
				);
			if (!(await insertProvider(query, made, sealed)))
				throw new ProblemError('conflict', 'This provider is there already.');
			await audit(context, query, {
				action: 'provider_changed',
				subject: made.id,
				detail: { issuer: made.issuer, added: true }
			});
		});
		return shown(made);
	}
);

const change = operation(
	{
		id: 'changeProvider',
		method: 'patch',
		path: '/admin/providers/:id',
		tag,
		summary: 'Switch a provider on or off, or change its name, client or secret',
		access: 'signed_in',
		body: providerChange,
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found', 'conflict']
	},
	async (context, { body }) => {
		asAdmin(context);
		const id = readId(context, 'id');
		const { clientSecret, clientId, name, enabled } = body;
		const sealed = clientSecret === undefined ? null : await sealedFor(context, clientSecret);
		await transaction(context.env, context.get('actor'), async (query) => {
			const before = await selectOptionalProvider(query, id);
			if (!before) throw new ProblemError('not_found', 'There is no such provider.');
			const after = {
				...before,
				name: name ?? before.name,
				client_id: clientId ?? before.client_id,
				enabled: enabled ?? before.enabled
			};
			if (!(await saveProvider(query, after)))
				throw new ProblemError('conflict', 'This provider is there already.');
			if (sealed !== null) await saveSealedSecret(query, id, sealed);
			await audit(context, query, {
				action: 'provider_changed',
				subject: id,
				detail: {
					...(name !== undefined && { name }),
					...(clientId !== undefined && { clientId }),
					...(enabled !== undefined && { enabled }),
					// Only that there is another one.
					...(sealed !== null && { clientSecret: true })
				}
			});
		});
	}
);

const remove = operation(
	{
		id: 'removeProvider',
		method: 'delete',
		path: '/admin/providers/:id',
		tag,
		summary: 'Remove a provider; accounts that were linked stay, and sign in otherwise',
		access: 'signed_in',
		answer: 'nothing',
		refusals: ['not_allowed', 'not_found']
	},
	(context) => {
		asAdmin(context);
		const id = readId(context, 'id');
		return transaction(context.env, context.get('actor'), async (query) => {
			if (!(await deleteProvider(query, id)))
				throw new ProblemError('not_found', 'There is no such provider.');
			await audit(context, query, {
				action: 'provider_changed',
				subject: id,
				detail: { removed: true }
			});
		});
	}
);

export const adminProviders = [list, add, change, remove];
