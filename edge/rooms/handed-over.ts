/** What a further session of an attempt goes on from, as this room has it (SPEC W). */
import { handedWork, type HandedWork } from '#sync/handover.ts';
import type { HandoverAnswer } from '#sync/schema/handover.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { itemsOf } from './items-of.ts';
import { entriesOf } from './judge-attempt.ts';
import type { RoomStore } from './room-store.ts';

/** What was made of a log up to one entry never changes, and to make it a whole log is read: whoever asks again costs nothing. */
export type HandedMemo = Map<string, HandedWork>;
const MOST_KEPT = 50;

/** null: this room does not have it. */
export function handedOver(
	store: RoomStore,
	attempt: string,
	previous: NonNullable<Ticket['previous']>,
	facts: { connected: boolean; now: number },
	memo: HandedMemo = new Map()
): HandoverAnswer | null {
	const name = `${attempt} ${previous.session} ${previous.seq}`;
	const work = memo.get(name) ?? readWork(store, attempt, previous);
	if (!work) return null;
	const [oldest] = memo.keys();
	if (oldest !== undefined && memo.size >= MOST_KEPT) memo.delete(oldest);
	memo.set(name, work);
	const receivedAt = receivedAtOf(store, previous);
	return { ...work, entries: previous.seq + 1, receivedAt, ...facts };
}

const readWork = (store: RoomStore, attempt: string, previous: NonNullable<Ticket['previous']>) =>
	handedWork(previous, (session) => {
		const record = store.optionalSession(session);
		if (record?.attempt !== attempt) return null;
		const entries = entriesOf(itemsOf(store, session, 'log', 0));
		return { entries, previous: record.log.binding.previous };
	});

/** When the segment came that holds the entry. */
function receivedAtOf(store: RoomStore, { session, seq }: NonNullable<Ticket['previous']>): number {
	let [from, next, at] = [0, 0, 0];
	for (;;) {
		const rows = store.segments(session, 'log', from, 500);
		for (const { bytes, admittedAt } of rows) {
			if (next > seq) return at;
			at = admittedAt;
			next += new DataView(bytes.buffer, bytes.byteOffset).getUint16(24);
		}
		if (rows.length < 500) return at;
		from += rows.length;
	}
}
