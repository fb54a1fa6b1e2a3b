/** What a session's log on this device says, for the student's own eyes: checked link by link as it is read. */
import type { Entry } from '#sync/schema/entry.ts';
import type { Observation } from '#sync/schema/observation.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { readPapers, readStored } from '#sync/stored-log.ts';
import type { KeptSession } from '../device/device-rows.ts';
import type { DeviceStore, StoredRecord } from '../device/device-store.ts';
import { readRecord } from './snapshot.ts';

export interface OwnRecord {
	readonly responses: ReadonlyMap<string, ResponseValue>;
	/** The newest of each, in their order. */
	readonly observed: readonly Observation[];
	readonly entries: readonly Entry[];
	/** All that was kept could be read and is unbroken. */
	readonly whole: boolean;
}

export async function readOwnRecord(
	{ session, ticket, handed }: Pick<KeptSession, 'session' | 'ticket' | 'handed'>,
	store: Pick<DeviceStore, 'readLog'>
): Promise<OwnRecord> {
	const kept = await store.readLog(session);
	const { log, damage } = await readStored(readPapers(session, ticket), {
		segments: readable(kept.segments),
		control: readable(kept.control)
	});
	const { responses, observed } = readRecord(log.entries);
	const lost = [...kept.segments, ...kept.control].some(({ bytes }) => bytes === null);
	return {
		responses: new Map([...(handed?.responses ?? []), ...responses]),
		observed,
		entries: log.entries,
		whole: damage.length === 0 && !lost
	};
}

/** Up to the first that the browser cannot read: what stands behind it hangs on it. */
function readable(records: readonly StoredRecord[]): Uint8Array<ArrayBuffer>[] {
	const end = records.findIndex(({ bytes }) => bytes === null);
	return records.slice(0, end < 0 ? records.length : end).flatMap(({ bytes }) => bytes ?? []);
}
