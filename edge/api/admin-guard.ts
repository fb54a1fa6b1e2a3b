import type { Context } from 'hono';
import { permit } from '../access/permit.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** Answers the admin's institution. */
export function asAdmin(context: Context<Authenticated>): string {
	const asker = context.get('asker');
	if (!permit(asker, { to: 'administer', institution: asker.institution }))
		throw new ProblemError('not_allowed', 'This is for admins.');
	return asker.institution;
}
