/** A person who is signed in shows that it is still them, before something that cannot be taken back. */
import type { Context } from 'hono';
import { verifyPassword } from '../access/passwords.ts';
import { waitSeconds } from '../access/sign-in-limit.ts';
import { countActs, insertAct } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import { selectPasswordHash } from '../db/users.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { addressOf } from './who-asks.ts';

/**
 * Throws `wrong_credentials`, and `too_many_requests` to who goes on guessing. `mayHaveNone`: somebody who never had a password, and signs
 * in with a passkey or a provider, proves nothing by one.
 */
export async function provePassword(
	context: Context<Authenticated>,
	given: string,
	{ mayHaveNone = false } = {}
): Promise<void> {
	const { env } = context;
	const { person } = context.get('signedIn');
	const stored = await transaction(env, system, async (query) => {
		const counts = await countActs(query, 'sign_in_failed', person.email, addressOf(context));
		const retryAfterSeconds = waitSeconds(counts, Date.now());
		if (retryAfterSeconds > 0)
			throw new ProblemError('too_many_requests', 'Too many wrong passwords.', {
				retryAfterSeconds
			});
		return selectPasswordHash(query, person.id);
	});
	if (stored === null && mayHaveNone) return;
	if (verifyPassword(given, stored)) return;
	await transaction(env, system, (query) =>
		insertAct(query, 'sign_in_failed', person.email, addressOf(context))
	);
	throw new ProblemError('wrong_credentials', 'The password is wrong.');
}
