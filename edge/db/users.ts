import { z } from 'zod';
import { role } from '#sync/schema/person.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';

const account = z.object({
	id: uuid,
	institution_id: uuid,
	email: z.string(),
	name: z.string(),
	roles: z.array(role),
	password_hash: z.string(),
	locked: z.boolean()
});
export type Account = z.infer<typeof account>;

export async function selectOptionalAccount(query: Query, email: string): Promise<Account | null> {
	const [row] = await query(
		'select id, institution_id, email, name, roles, password_hash, locked_at is not null as locked from users where lower(email) = lower($1)',
		[email]
	);
	return row ? account.parse(row) : null;
}
