/**
 * A password that is tried is counted before it is looked at, and no more once it has turned out right: of many tried at once no more are
 * looked at than one after another.
 */
import type { Context } from 'hono';
import { togetherWith, waitSeconds } from '../access/sign-in-limit.ts';
import { countActs, deleteAct, insertAct, lockActs } from '../db/counted-acts.ts';
import type { Query } from '../db/database.ts';
import { ProblemError } from './problem.ts';
import { addressOf } from './who-asks.ts';

/** Names the try. Throws `too_many_requests`. */
export async function beginGuess(context: Context, query: Query, email: string): Promise<number> {
	const address = addressOf(context);
	await lockActs(query, 'sign_in_tried', email);
	const failed = await countActs(query, 'sign_in_failed', email, address);
	const tried = await countActs(query, 'sign_in_tried', email, address);
	const retryAfterSeconds = waitSeconds(togetherWith(failed, tried), Date.now());
	if (retryAfterSeconds > 0)
		throw new ProblemError('too_many_requests', 'Too many wrong passwords.', { retryAfterSeconds });
	return insertAct(query, 'sign_in_tried', email, address);
}

export async function guessFailed(
	context: Context,
	query: Query,
	guess: number,
	email: string
): Promise<void> {
	// Whoever counts meanwhile does so in two statements: moved between them, the guess would be in neither.
	await lockActs(query, 'sign_in_tried', email);
	await deleteAct(query, guess);
	await insertAct(query, 'sign_in_failed', email, addressOf(context));
}
