import { z } from 'zod';
import { edgeKeys, health as healthSchema } from '#sync/schema/api.ts';
import { keyRing } from '../access/token-keys.ts';
import { system, transaction } from '../db/database.ts';
import { edgeKeyOf } from '../keys.ts';
import { operation } from './operation.ts';
import { logProblem } from '../log.ts';

const tag = 'Installation';

const state = operation(
	{
		id: 'health',
		method: 'get',
		path: '/health',
		tag,
		summary: 'Each thing this stands on, by name; 503 when one is away',
		access: 'everyone',
		answer: healthSchema
	},
	async (context) => {
		const { env } = context;
		const ask = async (what: string, work: () => Promise<unknown>) => {
			try {
				await work();
				return 'ok' as const;
			} catch (problem) {
				logProblem(`health.${what}`, problem);
				return 'away' as const;
			}
		};
		const [postgres, storage] = await Promise.all([
			ask('Postgres', () => transaction(env, system, (query) => query('select 1'))),
			ask('storage', () => env.BLOBS.head('health'))
		]);
		const ok = postgres === 'ok' && storage === 'ok';
		const answer = healthSchema.parse({
			status: ok ? 'ok' : 'degraded',
			version: env.APP_VERSION,
			postgres,
			storage,
			now: Date.now()
		});
		return context.json(answer, ok ? 200 : 503);
	}
);

const keys = operation(
	{
		id: 'edgeKeys',
		method: 'get',
		path: '/keys',
		tag,
		summary: 'The public keys that tickets, forms and receipts are signed with',
		access: 'everyone',
		answer: edgeKeys
	},
	(context) => ({ keys: [edgeKeyOf(context.env)] })
);

const jwk = z.strictObject({
	kty: z.string(),
	crv: z.string(),
	x: z.string(),
	kid: z.string(),
	alg: z.string(),
	use: z.string()
});
const tokenKeys = operation(
	{
		id: 'tokenKeys',
		method: 'get',
		path: '/auth/jwks',
		tag: 'Accounts',
		summary: 'The public keys of access tokens (RFC 7517)',
		access: 'everyone',
		answer: z.strictObject({ keys: z.array(jwk) })
	},
	async (context) => {
		const { jwks } = await keyRing(context.env);
		return z.strictObject({ keys: z.array(jwk) }).parse(jwks);
	}
);

export const health = [state, keys, tokenKeys];
