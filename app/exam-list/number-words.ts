import { formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { AttemptSummary } from '#sync/schema/api.ts';

/** "Attempt 2 of 3"; where there may be any number, only which one it is. */
export function numberWords({ number, allowed }: NonNullable<AttemptSummary['numbered']>): string {
	if (allowed === null) return m.granted_attempt({ number: formatNumber(number) });
	return m.granted_attempt_of({ number: formatNumber(number), allowed: formatNumber(allowed) });
}
