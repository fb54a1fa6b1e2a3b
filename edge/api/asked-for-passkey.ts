/**
 * Anybody may ask for a challenge before they are known, and each is kept for a while: so not too many from one address. What was asked
 * counts until it is answered; a school behind one address is not slowed down by its own success.
 */
import type { Context } from 'hono';
import { tokenHash } from '../access/refresh-token.ts';
import { networkOf } from '../access/sign-in-limit.ts';
import { countLastMinute, deleteActs, insertAct, lockActs } from '../db/counted-acts.ts';
import type { Query } from '../db/database.ts';
import { ProblemError } from './problem.ts';
import { addressOf } from './who-asks.ts';

const MOST_A_MINUTE = 300;

/** In one transaction with what `ask` keeps. Without an address (on one's own machine) nothing is counted. */
export async function countAsked<T extends { ceremony: string }>(
	context: Context,
	query: Query,
	ask: () => Promise<T>
): Promise<T> {
	const from = addressOf(context);
	if (from === null) return ask();
	// One after another: of many at once, each sees those before it.
	await lockActs(query, 'passkey_asked', networkOf(from) ?? from);
	if ((await countLastMinute(query, 'passkey_asked', from)) >= MOST_A_MINUTE)
		throw new ProblemError('too_many_requests', 'Too many challenges from this address.', {
			retryAfterSeconds: 60
		});
	const asked = await ask();
	await insertAct(query, 'passkey_asked', tokenHash(asked.ceremony), from);
	return asked;
}

export const forgetAsked = (query: Query, ceremony: string): Promise<void> =>
	deleteActs(query, 'passkey_asked', tokenHash(ceremony));
