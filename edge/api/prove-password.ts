/** A person who is signed in shows that it is still them, before something that cannot be taken back. */
import type { Context } from 'hono';
import { verifyPassword } from '../access/passwords.ts';
import { deleteAct } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import { selectPasswordHash } from '../db/users.ts';
import { beginGuess, guessFailed } from './guessing.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** Throws `wrong_credentials`, and `too_many_requests` to who goes on guessing. */
export async function provePassword(context: Context<Authenticated>, given: string): Promise<void> {
	const { env } = context;
	const { person } = context.get('signedIn');
	const { guess, stored } = await transaction(env, system, async (query) => ({
		guess: await beginGuess(context, query, person.email),
		stored: await selectPasswordHash(query, person.id)
	}));
	const proved = verifyPassword(given, stored);
	await transaction(env, system, (query) =>
		proved ? deleteAct(query, guess) : guessFailed(context, query, guess, person.email)
	);
	if (proved) return;
	throw new ProblemError('wrong_credentials', 'The password is wrong.');
}
