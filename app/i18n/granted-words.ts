/** An accommodation in words: what was granted, and what comes of it at one sitting. Never why. */
import type { AppliedAccommodation, Granted } from '#sync/schema/accommodation.ts';
import { formatLength, formatPercent } from './format.ts';
import { m } from './generated/messages.js';

const MINUTE_MS = 60_000;
const when = (holds: boolean, words: () => string): string[] => (holds ? [words()] : []);

/** One's own duration; said to nobody but the student. */
export function ownDuration(
	durationMs: number,
	accommodation: AppliedAccommodation | undefined
): string {
	const time = formatLength(durationMs);
	return accommodation && accommodation.addedMs > 0
		? m.granted_more_than_planned({ time, added: formatLength(accommodation.addedMs) })
		: time;
}

/** Without the added time, which stands beside the duration. */
export function appliedWords(applied: AppliedAccommodation): string[] {
	return [
		...when(applied.breaksMs > 0, () => m.granted_breaks({ time: formatLength(applied.breaksMs) })),
		...when(applied.ownWindow, m.granted_own_times),
		...when(applied.off.includes('camera'), m.granted_no_camera),
		...when(applied.off.includes('microphone'), m.granted_no_microphone),
		...when(applied.off.includes('gaze'), m.granted_no_gaze),
		...when(applied.off.includes('company'), m.granted_company),
		...when(applied.largerText, m.granted_larger_text),
		...when(applied.reader, m.granted_reader)
	];
}

/** For the staff of a sitting. */
export function staffWords(applied: AppliedAccommodation): string[] {
	const added = () => m.granted_more_time({ time: formatLength(applied.addedMs) });
	return [...when(applied.addedMs > 0, added), ...appliedWords(applied)];
}

/** For an admin: as it was granted, to whatever it will be applied. */
export function grantedWords(granted: Granted): string[] {
	const time = (minutes: number) => ({ time: formatLength(Math.abs(minutes) * MINUTE_MS) });
	const { timeMultiplier, extraMinutes, breakMinutes, opensMinutes, closesMinutes } = granted;
	return [
		...when(timeMultiplier > 1, () =>
			m.granted_percent_more({ percent: formatPercent(timeMultiplier - 1) })
		),
		...when(extraMinutes > 0, () => m.granted_more_time(time(extraMinutes))),
		...when(breakMinutes > 0, () => m.granted_breaks(time(breakMinutes))),
		...when(opensMinutes > 0, () => m.granted_opens_later(time(opensMinutes))),
		...when(opensMinutes < 0, () => m.granted_opens_earlier(time(opensMinutes))),
		...when(closesMinutes > 0, () => m.granted_closes_later(time(closesMinutes))),
		...when(granted.noCamera, m.granted_no_camera),
		...when(granted.noMicrophone, m.granted_no_microphone),
		...when(granted.largerText, m.granted_larger_text),
		...when(granted.reader, m.granted_reader)
	];
}
