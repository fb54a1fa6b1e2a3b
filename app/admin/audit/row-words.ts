import type { AuditRow } from '#sync/schema/administration.ts';
import { detailName, detailValue } from './detail-words.ts';

/** "Reason: left the school · Before: student". */
export const detailText = (detail: AuditRow['detail']): string =>
	Object.entries(detail)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => `${detailName(name)}: ${detailValue(value)}`)
		.join(' · ');

/** Enough of an id to tell it from its neighbours. */
export const shortId = (id: string): string => (id.length > 13 ? `${id.slice(0, 8)}…` : id);
