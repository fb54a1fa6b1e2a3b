import { decodeSegment } from '#sync/segment.ts';
import type { KeptSession } from '../../device/device-rows.ts';
import type { DeviceStore } from '../../device/device-store.ts';
import type { SessionFacts } from './report.ts';

/** Of a session that is not open here, as the store has it. Rejects where it cannot be read. */
export async function storedFacts(
	row: KeptSession,
	store: Pick<DeviceStore, 'readLog'>
): Promise<SessionFacts> {
	const { segments, control } = await store.readLog(row.session);
	const last = segments.at(-1)?.bytes;
	const read = last && decodeSegment(last);
	return {
		state: row.state,
		entries: read && read.ok ? read.segment.first + read.segment.count : 0,
		segments: segments.length,
		controlSegments: control.length,
		boot: 0,
		t: Math.max(0, Math.round(row.elapsed.ms)),
		submitted: row.submit !== null,
		held: false,
		receipt: row.receipt && { seq: row.receipt.seq, at: row.receipt.at },
		refused: row.refused,
		waiting: 0,
		link: null
	};
}
