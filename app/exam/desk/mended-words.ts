/** What of a damaged record came back, and what did not, as exactly as this device can know. */
import { formatNumber, formatTime } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Snapshot } from '../session-events.ts';

export function mendedWords(
	damaged: Snapshot['damaged'],
	{ restored, wholeUntil, read }: NonNullable<Snapshot['mended']>
): string {
	if (damaged === 'restored')
		return m.handover_mended_restored({ count: restored, n: formatNumber(restored) });
	if (wholeUntil === null) return m.handover_mended_nothing({ n: formatNumber(read) });
	return m.handover_mended_until({ time: formatTime(wholeUntil), n: formatNumber(read) });
}
