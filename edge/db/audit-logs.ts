import { z } from 'zod';
import { wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

export type AuditEntry = {
	institution: string | null;
	actor: string | null;
	action: 'sign_in' | 'sign_in_failed' | 'sign_out' | 'bundle_exported' | 'start_code_shown';
	subject: string | null;
	detail?: Record<string, string | number | boolean>;
	address: string | null;
};

export async function insertAudit(query: Query, entry: AuditEntry): Promise<void> {
	await query(
		'insert into audit_logs (institution_id, actor_id, action, subject, detail, address) values ($1, $2, $3, $4, $5, $6)',
		[
			entry.institution,
			entry.actor,
			entry.action,
			entry.subject,
			JSON.stringify(entry.detail ?? {}),
			entry.address
		]
	);
}

export type Failures = { here: number; account: number; address: number };

/** Failed sign-ins of the last 15 minutes: to this account from this address, to it from anywhere, from this address to any. */
export async function countFailures(
	query: Query,
	email: string,
	address: string | null
): Promise<Failures> {
	const [row] = await query(
		`select count(*) filter (where subject = lower($1) and address is not distinct from $2) as here,
			count(*) filter (where subject = lower($1)) as account, count(*) filter (where address = $2) as address
		from audit_logs where action = 'sign_in_failed' and happened_at > now() - interval '15 minutes'
		and (subject = lower($1) or address = $2)`,
		[email, address]
	);
	return z.object({ here: wholeNumber, account: wholeNumber, address: wholeNumber }).parse(row);
}
