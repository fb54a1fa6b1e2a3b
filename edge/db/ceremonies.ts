/** Short-lived state between two requests of one ceremony. Taken once: whoever answers second finds nothing. */
import { z } from 'zod';
import { createToken, tokenHash } from '../access/refresh-token.ts';
import type { Query } from './database.ts';

export type CeremonyKind =
	'passkey_register' | 'passkey_sign_in' | 'oidc' | 'second_factor' | 'proof';
const MINUTES = 10;

/** Answers the token that takes it. */
export async function keepCeremony(
	query: Query,
	ceremony: { kind: CeremonyKind; person: string | null; state: unknown }
): Promise<string> {
	const token = createToken();
	await query(
		`insert into ceremonies (hash, kind, user_id, state, expires_at)
		values ($1, $2, $3, $4, now() + $5 * interval '1 minute')`,
		[tokenHash(token), ceremony.kind, ceremony.person, JSON.stringify(ceremony.state), MINUTES]
	);
	return token;
}

export async function takeCeremony<T>(
	query: Query,
	token: string,
	kind: CeremonyKind,
	state: z.ZodType<T>
): Promise<{ person: string | null; state: T } | null> {
	const [row] = await query(
		'delete from ceremonies where hash = $1 and kind = $2 and expires_at > now() returning user_id, state',
		[tokenHash(token), kind]
	);
	if (!row) return null;
	const read = z.object({ user_id: z.string().nullable(), state }).parse(row);
	return { person: read.user_id, state: read.state };
}
