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
