/** Inviting people by mail. */
import { z } from 'zod';
import { inviteAnswer, invitations, inviteRequest } from '#sync/schema/administration.ts';
import { role } from '#sync/schema/person.ts';
import { instant } from '../db/columns.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalAccount, selectOptionalInstitution } from '../db/users.ts';
import { asAdmin } from './admin-guard.ts';
import { operation } from './operation.ts';
import { postLink } from './post-link.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

const tag = 'Administration';

const invite = operation(
	{
		id: 'invite',
		method: 'post',
		path: '/admin/invitations',
		tag,
		summary: 'Invite people by mail; an earlier invitation of the same address no longer works',
		access: 'signed_in',
		body: inviteRequest,
		answer: inviteAnswer,
		refusals: ['not_allowed', 'unavailable']
	},
	async (context, { body }) => {
		const institutionId = asAdmin(context);
		const { env } = context;
		const emails = [...new Set(body.emails.map((email) => email.toLowerCase()))];
		// As the admin first: it fails when the sign-in has ended.
		await transaction(env, context.get('actor'), (query) =>
			audit(context, query, {
				action: 'invited',
				subject: null,
				detail: { people: emails.length, roles: body.roles.join(',') }
			})
		);
		const { institution, known } = await transaction(env, system, async (query) => {
			const known = new Set<string>();
			for (const email of emails) {
				const account = await selectOptionalAccount(query, email);
				// Of another institution's people nothing is said: the mail tells its reader that there is an account.
				if (account?.institution_id === institutionId) known.add(email);
			}
			return { institution: await selectOptionalInstitution(query, institutionId), known };
		});
		if (!institution) throw new ProblemError('not_found', 'There is no such institution.');
		const fresh = emails.filter((email) => !known.has(email));
		for (const email of fresh)
			await postLink(context, {
				kind: 'invitation',
				purpose: 'invitation',
				institution,
				person: null,
				email,
				roles: body.roles,
				createdBy: context.get('asker').id,
				locale: body.locale ?? 'en'
			});
		return { invited: fresh, known: emails.filter((email) => known.has(email)) };
	}
);

const row = z.object({
	email: z.string(),
	roles: z.array(role),
	created_at: instant,
	expires_at: instant,
	used_at: instant.nullable()
});

const list = operation(
	{
		id: 'listInvitations',
		method: 'get',
		path: '/admin/invitations',
		tag,
		summary: 'Invitations of the last weeks',
		access: 'signed_in',
		answer: invitations,
		refusals: ['not_allowed']
	},
	(context) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			const rows = await query(
				`select distinct on (lower(email)) email, roles, created_at, expires_at, used_at from mailed_links
				where institution_id = $1 and purpose = 'invitation' and created_at > now() - interval '60 days'
				order by lower(email), created_at desc limit 1000`,
				[institution]
			);
			return {
				invitations: z
					.array(row)
					.parse(rows)
					.map(({ created_at, expires_at, used_at, ...rest }) => ({
						...rest,
						createdAt: created_at,
						expiresAt: expires_at,
						usedAt: used_at
					}))
			};
		});
	}
);

export const adminInvitations = [invite, list];
