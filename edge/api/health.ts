import { Hono } from 'hono';
import type { z } from 'zod';
import type { edgeKeys, health as healthSchema } from '#sync/schema/api.ts';
import { system, transaction } from '../db/database.ts';
import { edgeKeyOf } from '../keys.ts';
import type { App } from './bindings.ts';

export const health = new Hono<App>()
	.get('/health', async (context) => {
		const { env } = context;
		let postgres: 'ok' | 'away' = 'ok';
		try {
			await transaction(env, system, (query) => query('select 1'));
		} catch (problem) {
			console.error('health: Postgres', problem instanceof Error ? problem.message : problem);
			postgres = 'away';
		}
		const answer: z.infer<typeof healthSchema> = {
			status: postgres === 'ok' ? 'ok' : 'degraded',
			version: env.APP_VERSION,
			postgres,
			now: Date.now()
		};
		return context.json(answer, postgres === 'ok' ? 200 : 503);
	})
	.get('/keys', (context) => {
		const answer: z.infer<typeof edgeKeys> = { keys: [edgeKeyOf(context.env)] };
		return context.json(answer);
	});
