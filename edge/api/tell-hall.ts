/** The console shows at once what Postgres has of these attempts. In passing: what was changed does not wait for it, nor fail with it. */
import type { Context } from 'hono';
import { selectRoster } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import { logProblem } from '../log.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import type { Authenticated } from './signed-in.ts';

export function tellHall(
	{ env, executionCtx }: Pick<Context<Authenticated>, 'env' | 'executionCtx'>,
	sitting: string,
	attempts: readonly string[]
): void {
	const told = async () => {
		try {
			const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
			const roster = await transaction(env, system, (query) => selectRoster(query, sitting));
			const changed = new Set(attempts);
			await hall.enrol(roster.filter(({ id }) => changed.has(id)).map(unheardRow));
			await hall.watchDeadlines(sitting, true);
		} catch (problem) {
			logProblem('hall', problem);
		}
	};
	if (attempts.length > 0) executionCtx.waitUntil(told());
}

/** What is due of the sitting is done, now or by `at`, and what comes due later is waited for. In passing, too. */
export function wakeHall(
	{ env, executionCtx }: Pick<Context<Authenticated>, 'env' | 'executionCtx'>,
	sitting: string,
	at?: number
): void {
	const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
	const woken = at === undefined ? hall.watchDeadlines(sitting, true) : hall.wakeBy(sitting, at);
	executionCtx.waitUntil(
		woken.catch((problem: unknown) => logProblem('hall', problem, { sitting }))
	);
}
