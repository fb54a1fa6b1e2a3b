import type { AuditRow } from '#sync/schema/administration.ts';

/** "reason: left the school · before: student": codes as the edge wrote them, for whoever knows them. */
export const detailText = (detail: AuditRow['detail']): string =>
	Object.entries(detail)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => `${name}: ${value}`)
		.join(' · ');

/** Enough of an id to tell it from its neighbours. */
export const shortId = (id: string): string => (id.length > 13 ? `${id.slice(0, 8)}…` : id);
