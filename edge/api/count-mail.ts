/** No more than a few mails to one address in a quarter of an hour, and no flood from one: else this would be a way to bother people. */
import type { Context } from 'hono';
import { countActs, insertAct, lockActs } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { addressOf } from './who-asks.ts';

const MOST_TO_ONE = 5;
const MOST_FROM_ONE = 60;
const WAIT_SECONDS = 15 * 60;

/** Counted for unknown addresses too: who may not ask again must not learn from it who is known. */
export async function countMail(context: Context<Authenticated>, email: string): Promise<void> {
	const from = addressOf(context);
	const allowed = await transaction(context.env, system, async (query) => {
		await lockActs(query, 'mail_asked', email);
		const counts = await countActs(query, 'mail_asked', email, from);
		if (counts.account.times >= MOST_TO_ONE || counts.address.times >= MOST_FROM_ONE) return false;
		await insertAct(query, 'mail_asked', email, from);
		return true;
	});
	if (!allowed)
		throw new ProblemError('too_many_requests', 'Too many mails in a short time.', {
			retryAfterSeconds: WAIT_SECONDS
		});
}
