import type { AuditRow } from '#sync/schema/administration.ts';
import { detailValue } from './detail-values.ts';
import { detailName } from './detail-words.ts';

/** Empty, none, or a name that stayed as it was: only the entry itself says so. */
const worthSaying = ([name, value]: [string, AuditRow['detail'][string]]): boolean =>
	value !== null && value !== '' && value !== 0 && !(name === 'name' && value === false);

/** "Reason: left the school · Before: Student". */
export const detailText = (detail: AuditRow['detail']): string =>
	Object.entries(detail)
		.filter(worthSaying)
		.map(([name, value]) => `${detailName(name)}: ${detailValue(name, value)}`)
		.join(' · ');

/** Enough of an id to tell it from its neighbours. */
export const shortId = (id: string): string => (id.length > 13 ? `${id.slice(0, 8)}…` : id);
