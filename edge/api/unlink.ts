/** Taking back a link to an account elsewhere: as long as there is another way in. */
import { identityQuery } from '#sync/schema/providers.ts';
import { system, transaction } from '../db/database.ts';
import { deleteIdentity, hasWayIn } from '../db/user-identities.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

export const unlink = operation(
	{
		id: 'unlinkAccount',
		method: 'delete',
		path: '/auth/identities',
		tag: 'Accounts',
		summary: 'Remove a linked account of one’s own, unless it is the last way to sign in',
		access: 'signed_in',
		query: identityQuery,
		answer: 'nothing',
		refusals: ['not_found', 'conflict']
	},
	async (context, { query: asked }) => {
		const { env } = context;
		const { person } = context.get('signedIn');
		// First as the person, which fails when the sign-in has ended meanwhile.
		await transaction(env, context.get('actor'), async () => undefined);
		// Then as the edge itself: nobody else may know whether there is a password, or which providers are switched on.
		await transaction(env, system, async (query) => {
			// One after another: of two last ways that are removed at once, one stays.
			await query('select id from users where id = $1 for update', [person.id]);
			if (!(await deleteIdentity(query, person.id, asked.issuer, asked.subject)))
				throw new ProblemError('not_found', 'There is no such linked account.');
			if (!(await hasWayIn(query, person.id)))
				throw new ProblemError('conflict', 'It is the last way to sign in.');
			await audit(context, query, {
				action: 'account_unlinked',
				subject: person.id,
				detail: { issuer: asked.issuer }
			});
		});
	}
);
