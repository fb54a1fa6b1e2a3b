/** For a Prometheus that knows the token. Served as /metrics too. */
import { z } from 'zod';
import { sameSecret } from '../access/secret.ts';
import { wholeNumber } from '../db/columns.ts';
import { system, transaction } from '../db/database.ts';
import type { Env } from '../env.ts';
import { metricsText } from '../rooms/metrics-text.ts';
import type { DatabaseCounts, PublicLogState } from '../rooms/metrics-text.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { logProblem } from '../log.ts';

const row = z.object({ sign_ins: wholeNumber, failures: wholeNumber, broken: wholeNumber });

async function countInDatabase(env: Env): Promise<DatabaseCounts | null> {
	try {
		return await transaction(env, system, async (query) => {
			const [found] = await query(
				`select (select count(*) from sign_ins where ended_at is null and expires_at > now()) as sign_ins,
					(select count(*) from counted_acts where act = 'sign_in_failed' and happened_at > now() - interval '1 day') as failures,
					(select count(*) from security_alerts where kind = 'audit_broken') as broken`
			);
			const { sign_ins, failures, broken } = row.parse(found);
			return { signIns: sign_ins, signInFailures: failures, auditBroken: broken };
		});
	} catch (problem) {
		logProblem('metrics', problem);
		return null;
	}
}

async function askPublicLog({ PUBLIC_LOG }: Env): Promise<PublicLogState> {
	try {
		const log = PUBLIC_LOG.get(PUBLIC_LOG.idFromName('installation'));
		return { answers: true, refusal: await log.refusal() };
	} catch (problem) {
		logProblem('metrics.public_log', problem);
		return { answers: false, refusal: null };
	}
}

const metrics = operation(
	{
		id: 'metrics',
		method: 'get',
		path: '/metrics',
		tag: 'Installation',
		summary: 'Metrics as Prometheus text; Authorization: Bearer and the token of the installation',
		access: 'metrics',
		answer: 'text',
		refusals: ['not_allowed']
	},
	async (context) => {
		const { env } = context;
		const given = context.req.header('Authorization')?.replace(/^Bearer /, '') ?? '';
		if (!env.METRICS_TOKEN || !sameSecret(given, env.METRICS_TOKEN))
			throw new ProblemError('not_allowed', 'Not the metrics token.');
		const meter = env.METER.get(env.METER.idFromName('installation'));
		const [totals, database, log] = await Promise.all([
			meter.read(),
			countInDatabase(env),
			askPublicLog(env)
		]);
		return new Response(metricsText(totals, database, log), {
			headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }
		});
	}
);

export const metricsOperations = [metrics];
