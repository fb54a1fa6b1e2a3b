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
	const found = await selectOptionalInstitution(query, institution);
	const because = whyUnlawful(policy, found?.jurisdiction ?? '');
	if (because)
		throw new ProblemError('not_lawful_here', 'The law of this country forbids the analysis.', {
			evidence: { because }
		});
}
