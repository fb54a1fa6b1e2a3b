import { z } from 'zod';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const passkey = z.object({
	id: z.string(),
	user_id: uuid,
	public_key: z.string(),
	counter: wholeNumber,
	transports: z.array(z.string()),
	name: z.string(),
	created_at: instant,
	last_used_at: instant.nullable()
});
export type StoredPasskey = z.infer<typeof passkey>;

const columns = 'id, user_id, public_key, counter, transports, name, created_at, last_used_at';

export async function selectPasskeysOf(query: Query, person: string): Promise<StoredPasskey[]> {
	const rows = await query(
		`select ${columns} from user_passkeys where user_id = $1 order by created_at`,
		[person]
	);
	return z.array(passkey).parse(rows);
}

export async function selectOptionalPasskey(
	query: Query,
	id: string
): Promise<StoredPasskey | null> {
	const [row] = await query(`select ${columns} from user_passkeys where id = $1 for update`, [id]);
	return row ? passkey.parse(row) : null;
}

/** Answers false when it is somebody's already. */
export async function insertPasskey(
	query: Query,
	key: {
		id: string;
		person: string;
		institution: string;
		publicKey: string;
		counter: number;
		transports: readonly string[];
		name: string;
	}
): Promise<boolean> {
	const rows = await query(
		`insert into user_passkeys (id, user_id, institution_id, public_key, counter, transports, name)
		values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
		[key.id, key.person, key.institution, key.publicKey, key.counter, key.transports, key.name]
	);
	return rows.length === 1;
}

export async function notePasskeyUse(query: Query, id: string, counter: number): Promise<void> {
	await query('update user_passkeys set counter = $2, last_used_at = now() where id = $1', [
		id,
		counter
	]);
}

export async function deletePasskey(query: Query, person: string, id: string): Promise<boolean> {
	const rows = await query(
		'delete from user_passkeys where id = $1 and user_id = $2 returning id',
		[id, person]
	);
	return rows.length === 1;
}
