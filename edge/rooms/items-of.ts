import type { Bytes } from '#sync/bytes.ts';
import type { WhichLog } from './outbox-store.ts';
import type { RoomStore } from './room-store.ts';

const READ_AT_ONCE = 500;

/** A session's segments from `from` on, read in pieces. */
export function itemsOf(store: RoomStore, session: string, log: WhichLog, from: number): Bytes[] {
	const items: Bytes[] = [];
	for (;;) {
		const rows = store.segments(session, log, from + items.length, READ_AT_ONCE);
		for (const { bytes } of rows) items.push(bytes);
		if (rows.length < READ_AT_ONCE) return items;
	}
}
