/** What newly admitted entries change about a session beside the chain: counts, the newest observation, the attempt's state. Pure. */
import { forStaff } from '#sync/checks.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { nextValue } from '#sync/responses.ts';
import type { ResponseRow } from './response-store.ts';
import type { SessionRecord } from './room-store.ts';

/** `responseOf` answers what is recorded for an item so far. The rows returned are those that changed. */
export function takeEntries(
	record: SessionRecord,
	entries: readonly Entry[],
	responseOf: (item: string) => ResponseRow | null
): { record: SessionRecord; responses: ResponseRow[] } {
	const changed = new Map<string, ResponseRow>();
	const next = { ...record };
	for (const entry of entries) {
		switch (entry.kind) {
			case 'open':
				next.attemptState = 'in_progress';
				break;
			case 'response': {
				const { item } = entry.data;
				const before = changed.get(item) ?? responseOf(item);
				const value = nextValue(before?.value, entry.data);
				// A change that does not fit its text is in the log and the verifier names it; the last good value stays.
				if (value)
					changed.set(item, {
						item,
						value,
						seq: entry.seq,
						revisions: (before?.revisions ?? 0) + 1,
						wall: entry.wall
					});
				break;
			}
			case 'observation': {
				const { check, phase } = entry.data;
				if (!forStaff(check)) break;
				if (phase !== 'end') next.observations += 1;
				next.newest = { check, open: phase === 'begin', at: entry.wall };
				break;
			}
			case 'reopen':
				next.attemptState = 'in_progress';
				next.timeliness = null;
				// From here on its time is counted anew (SPEC D7): how much is left only the device knows.
				delete next.given;
				break;
			case 'submit':
				next.attemptState = 'submitted';
				break;
			default:
				break;
		}
	}
	return { record: next, responses: [...changed.values()] };
}
