/** The console shows a newcomer at once. In passing: a roster does not wait for it, nor fail with it. */
import type { Context } from 'hono';
import type { AttemptState } from '#sync/schema/attempt.ts';
import { logProblem } from '../log.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import type { Authenticated } from './signed-in.ts';

export function tellHall(
	context: Context<Authenticated>,
	sitting: string,
	rows: readonly { attempt: string; name: string; state: AttemptState }[]
): void {
	const hall = context.env.SITTING_HALL.get(context.env.SITTING_HALL.idFromName(sitting));
	const told = async () => {
		try {
			await hall.enrol(
				rows.map(({ attempt, name, state }) =>
					unheardRow({ id: attempt, student_name: name, state })
				)
			);
		} catch (problem) {
			logProblem('hall', problem);
		}
	};
	if (rows.length > 0) context.executionCtx.waitUntil(told());
}
