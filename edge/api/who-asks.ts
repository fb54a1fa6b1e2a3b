/** What is written down of a request beside what it asks: its name, and the network address it came from. */
import type { Context } from 'hono';
import { insertAudit, insertAudits, wasJustDone } from '../db/audit-logs.ts';
import type { AuditEntry } from '../db/audit-logs.ts';
import type { Query } from '../db/database.ts';

/** Set by Cloudflare and by nobody else there; locally it may be missing. */
export const addressOf = (context: Context): string | null =>
	context.req.header('CF-Connecting-IP') ?? null;

export const agentOf = (context: Context): string | null =>
	context.req.header('User-Agent') ?? null;

type Facts = Pick<AuditEntry, 'action' | 'subject' | 'detail'> &
	Partial<Pick<AuditEntry, 'actor' | 'institution'>>;

/** In the name of who is signed in, unless `facts` say otherwise. */
export function audit(context: Context, query: Query, facts: Facts): Promise<void> {
	return insertAudit(query, { ...whoAsks(context), ...facts });
}

/** As `audit`, of one act on many. */
export const auditEach = (
	context: Context,
	query: Query,
	facts: Pick<Parameters<typeof insertAudits>[1], 'action' | 'subjects'>
): Promise<void> => insertAudits(query, { ...whoAsks(context), ...facts });

function whoAsks(context: Context) {
	const asker = context.get('asker') as { id: string; institution: string } | undefined;
	return {
		institution: asker?.institution ?? null,
		actor: asker?.id ?? null,
		address: addressOf(context),
		request: (context.get('request') as string | undefined) ?? null
	};
}

/** For what is looked at, by who is signed in: a page that asks again within ten minutes is one look. */
export async function auditLook(
	context: Context,
	query: Query,
	facts: Pick<AuditEntry, 'action' | 'subject'>
): Promise<void> {
	const { id } = context.get('asker') as { id: string };
	if (!(await wasJustDone(query, { actor: id, ...facts }))) await audit(context, query, facts);
}
