/**
 * How often one address may begin to sign in at a provider, or bring an answer that nobody waits for. What was begun counts as failed
 * until it has arrived: a class that signs in behind one address is not slowed down by its own success.
 */
import { countLastMinute, deleteActs, insertAct } from '../db/counted-acts.ts';
import type { Query } from '../db/database.ts';
import { tokenHash } from './refresh-token.ts';

const MOST_A_MINUTE = 300;

/** Seconds until this address is looked at again; 0: now. Without an address (on one's own machine) nothing is counted. */
export async function providerWaitSeconds(query: Query, address: string | null): Promise<number> {
	if (address === null) return 0;
	return (await countLastMinute(query, 'provider_sign_in', address)) >= MOST_A_MINUTE ? 60 : 0;
}

export async function countUnfinished(
	query: Query,
	state: string,
	address: string | null
): Promise<void> {
	if (address !== null) await insertAct(query, 'provider_sign_in', tokenHash(state), address);
}

export async function forgetFinished(query: Query, state: string): Promise<void> {
	await deleteActs(query, 'provider_sign_in', tokenHash(state));
}
