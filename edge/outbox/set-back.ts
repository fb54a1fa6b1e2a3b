/**
 * Postgres has less of a session than this room brought to it: an older backup was put back. What the room has is the record, so it is
 * brought again, from where Postgres stands. Only onto a head that was this session's own: anything else is another history.
 */
import { toHex } from '#sync/bytes.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { Held } from '../db/head-mismatch.ts';
import type { RoomStore, SessionRecord } from '../rooms/room-store.ts';

/** The head after so many segments, hex; null: there are not so many. */
function headAfter(store: RoomStore, record: SessionRecord, segments: number): string | null {
	if (segments === 0) return record.genesis;
	const [row] = store.segments(record.session, 'log', segments - 1, 1);
	if (row?.index !== segments - 1) return null;
	const decoded = decodeSegment(row.bytes);
	return decoded.ok ? toHex(decoded.segment.after) : null;
}

/** Does Postgres have what this room does not: more, or another history? */
export const isAhead = (store: RoomStore, record: SessionRecord, held: Held): boolean =>
	held.log > record.log.segments ||
	held.control > record.control.segments ||
	headAfter(store, record, held.log) !== held.head;

/** Does the room have more than this, and the same up to there? */
const isSetBack = (store: RoomStore, record: SessionRecord, held: Held): boolean =>
	!isAhead(store, record, held) &&
	(held.log < record.log.segments || held.control < record.control.segments);

/** What came without a segment (a fork, a hold, a judgement) leaves no trace in the counts: it is told again. */
export function tellAgain(store: RoomStore, record: SessionRecord): void {
	store.outbox.touch(record.session);
	store.evidence.restart(record.session);
}

/** Waits for the next round, all of it; answers whether there is something to bring. In the caller's transaction, if there is one. */
export function bringAgain(store: RoomStore, record: SessionRecord, held: Held): boolean {
	if (!isSetBack(store, record, held)) return false;
	store.outbox.restart(record.session, held);
	store.evidence.restart(record.session);
	return true;
}
