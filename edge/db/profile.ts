/** One's own account as its page shows it. */
import { z } from 'zod';
import { signInMethod } from '#sync/schema/accounts.ts';
import type { Profile } from '#sync/schema/accounts.ts';
import { role } from '#sync/schema/person.ts';
import type { SignedIn } from '../access/access-token.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';
import { selectPasskeysOf } from './passkeys.ts';

const own = z.object({
	id: uuid,
	name: z.string(),
	email: z.string(),
	roles: z.array(role),
	institution: z.string(),
	verified: z.boolean(),
	has_password: z.boolean(),
	second_factor: z.boolean(),
	enrolment_id: z.string().nullable(),
	cohort: z.string().nullable(),
	department: z.string().nullable()
});
const signIn = z.object({
	id: uuid,
	method: signInMethod,
	address: z.string().nullable(),
	agent: z.string().nullable(),
	created_at: instant,
	last_seen_at: instant
});
const linked = z.object({ issuer: z.string(), subject: z.string(), linked_at: instant });

export async function selectProfile(
	query: Query,
	{ person, signIn: current }: Pick<SignedIn, 'person' | 'signIn'>
): Promise<Profile> {
	const [row] = await query(
		`select u.id, u.name, u.email, u.roles, i.name as institution, u.email_verified_at is not null as verified, u.second_factor,
			own_password_is_set() as has_password, s.enrolment_id, s.cohort, t.department
		from users u join institutions i on i.id = u.institution_id left join student_profiles s on s.user_id = u.id
			left join teacher_profiles t on t.user_id = u.id where u.id = $1`,
		[person.id]
	);
	const me = own.parse(row);
	const signIns = z.array(signIn).parse(
		await query(
			`select id, method, address, agent, created_at, last_seen_at from sign_ins
				where user_id = $1 and ended_at is null and expires_at > now() order by last_seen_at desc limit 50`,
			[person.id]
		)
	);
	const accounts = z
		.array(linked)
		.parse(
			await query(
				'select issuer, subject, linked_at from user_identities where user_id = $1 order by linked_at',
				[person.id]
			)
		);
	return {
		person: { id: me.id, name: me.name, email: me.email, roles: me.roles },
		institution: me.institution,
		emailVerified: me.verified,
		enrolmentId: me.enrolment_id,
		cohort: me.cohort,
		department: me.department,
		hasPassword: me.has_password,
		secondFactor: me.second_factor,
		signIns: signIns.map(({ created_at, last_seen_at, ...rest }) => ({
			...rest,
			createdAt: created_at,
			lastSeenAt: last_seen_at,
			current: rest.id === current
		})),
		passkeys: (await selectPasskeysOf(query, person.id)).map((key) => ({
			id: key.id,
			name: key.name,
			createdAt: key.created_at,
			lastUsedAt: key.last_used_at
		})),
		linked: accounts.map(({ linked_at, ...rest }) => ({ ...rest, linkedAt: linked_at }))
	};
}
