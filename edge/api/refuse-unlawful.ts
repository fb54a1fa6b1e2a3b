import { whyUnlawful } from '#sync/lawful.ts';
import type { Policy } from '#sync/schema/policy.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalInstitution } from '../db/users.ts';
import { ProblemError } from './problem.ts';

/** Throws `not_lawful_here` for a policy that the law where the institution is forbids. */
export async function refuseUnlawful(
	query: Query,
	institution: string,
	policy: Pick<Policy, 'analyses'>
): Promise<void> {
	const because = whyUnlawful(policy, await jurisdictionOf(query, institution));
	if (because)
		throw new ProblemError('not_lawful_here', 'The law of this country forbids the analysis.', {
			evidence: { because }
		});
}

/** Empty: it was never said. */
export const jurisdictionOf = async (query: Query, institution: string): Promise<string> =>
	(await selectOptionalInstitution(query, institution))?.jurisdiction ?? '';
