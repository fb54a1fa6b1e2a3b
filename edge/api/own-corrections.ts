/** The corrections of a student's exam: what they were told, and what was sent and did not come to them. */
import type { Context } from 'hono';
import { foundOf, type Found } from '../access/own-corrections.ts';
import { selectCorrections, selectOptionalCorrector } from '../db/corrections.ts';
import { system, transaction } from '../db/database.ts';
import { logProblem } from '../log.ts';
import type { Authenticated } from './signed-in.ts';

/** Those after the student's hand-in are in no log of theirs: the room has all that was sent. */
export async function correctionsOf(
	{ env, get }: Context<Authenticated>,
	attempt: string
): Promise<Found> {
	const { told, asked } = await transaction(env, system, async (query) => ({
		told: await selectCorrections(query, attempt),
		asked: await selectOptionalCorrector(query, attempt)
	}));
	if (!asked) return { corrections: told, lacking: false };
	const { sitting, room, submitted } = asked;
	return foundOf(told, submitted, {
		sent: async () =>
			env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).corrections({ attempt, sitting }),
		failed: (problem) =>
			logProblem('room.corrections', problem, { attempt, request: get('request') })
	});
}
