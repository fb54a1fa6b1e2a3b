import type { Query } from './database.ts';

export type SecurityAlert = {
	institution: string | null;
	kind: 'sign_in_failures' | 'audit_broken' | 'refresh_reused';
	address: string | null;
	detail: Record<string, string | number>;
};

export async function insertAlert(query: Query, alert: SecurityAlert): Promise<void> {
	await query(
		'insert into security_alerts (institution_id, kind, address, detail) values ($1, $2, $3, $4)',
		[alert.institution, alert.kind, alert.address, JSON.stringify(alert.detail)]
	);
}

/** At most one of its kind in a quarter of an hour from one address. */
export async function insertAlertOnce(query: Query, alert: SecurityAlert): Promise<void> {
	await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
		`${alert.kind} ${alert.address}`
	]);
	const recent = await query(
		`select from security_alerts where kind = $1 and address is not distinct from $2
			and happened_at > now() - interval '15 minutes' limit 1`,
		[alert.kind, alert.address]
	);
	if (recent.length === 0) await insertAlert(query, alert);
}
