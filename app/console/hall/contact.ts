import type { AttemptRow } from '#sync/schema/hall.ts';

/** A sitting device is heard at least this often (its heartbeat). */
export const HEARTBEAT_MS = 15_000;
/** "No contact" is said after this many heartbeats have been missed. */
export const MISSED_HEARTBEATS = 3;
export const NO_CONTACT_MS = HEARTBEAT_MS * MISSED_HEARTBEATS;

/**
 * Whether the device of a row can be heard. Only a student who is sitting can be out of contact: before the start and
 * after the hand-in, silence says nothing, so those rows only tell when they were last heard.
 */
export type Contact =
	| { kind: 'never' }
	| { kind: 'now' }
	| { kind: 'quiet'; forMs: number }
	| { kind: 'none'; forMs: number }
	| { kind: 'past'; forMs: number };

const sitting: ReadonlySet<AttemptRow['state']> = new Set(['in_progress', 'paused']);

export const isSitting = (row: Pick<AttemptRow, 'state'>): boolean => sitting.has(row.state);

/** `now` is edge time as the console knows it; a row from a moment ago may lie slightly ahead of it. */
export function contactOf(
	row: Pick<AttemptRow, 'state' | 'connected' | 'lastContactAt'>,
	now: number
): Contact {
	if (row.lastContactAt === null) return { kind: 'never' };
	const forMs = Math.max(0, now - row.lastContactAt);
	if (!isSitting(row)) return { kind: 'past', forMs };
	if (forMs >= NO_CONTACT_MS) return { kind: 'none', forMs };
	if (row.connected && forMs < HEARTBEAT_MS) return { kind: 'now' };
	return { kind: 'quiet', forMs };
}
