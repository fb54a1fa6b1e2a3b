/**
 * A session's log on this device: begun, or read back and gone on with. Records that do not fit any more are set aside as evidence before
 * anything is written, so that their places are free for what the edge gives back.
 */
import { signDevice } from '#sync/keys.ts';
import type { Schedule } from '#sync/schedule.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { SessionLog } from '#sync/session-log.ts';
import type { StoreTrouble } from '#sync/store-queue.ts';
import type { Damage } from '#sync/stored-log.ts';
import type { KeptSession } from '../device/device-rows.ts';
import type { DeviceStore, StoredRecord } from '../device/device-store.ts';
import { LogKeeper } from './log-keeper.ts';

export type LogWorld = {
	store: Pick<
		DeviceStore,
		| 'attempt'
		| 'putAttempt'
		| 'keys'
		| 'putKeys'
		| 'putSession'
		| 'readLog'
		| 'setAside'
		| 'append'
		| 'appendControl'
		| 'reopen'
		| 'refill'
		| 'losses'
		| 'counts'
	>;
	now: () => number;
	monotonic: () => number;
	schedule: Schedule;
};

export type OpenedLog = {
	log: SessionLog;
	entries: Entry[];
	control: ControlEntry[];
	unanswered: ControlEntry[];
	/** Entries are missing at the end: `log` is held until the edge was asked or somebody releases it. */
	endMissing: boolean;
};

type Options = {
	/** The store failed before the last reload: the edge may have what is not here. */
	hold?: boolean;
	/** Only what is there is sent. */
	sendOnly?: boolean;
	onStoreTrouble?: (trouble: StoreTrouble) => void;
};

/** null: the key is gone or does not fit the ticket, so nothing can be signed any more. */
export async function openLog(
	row: KeptSession,
	world: LogWorld,
	options: Options = {}
): Promise<OpenedLog | null> {
	const { store, now, monotonic, schedule } = world;
	const { session } = row;
	const keys = await store.keys(row.attempt);
	const kept = await store.attempt(row.attempt);
	if (!keys) return null;
	const stored = await store.readLog(session);
	const keeper = new LogKeeper(store, async () => {
		if (kept) await store.putAttempt(kept);
		await store.putKeys(keys);
		await store.putSession(row);
	});
	const restored = await SessionLog.restore({
		session,
		ticket: row.ticket,
		sign: (bytes) => signDevice(keys.privateKey, bytes),
		store: keeper,
		now,
		monotonic,
		schedule,
		segments: stored.segments.map(bytesOf),
		control: stored.control.map(bytesOf),
		hold: true,
		sendOnly: options.sendOnly ?? false,
		...(options.onStoreTrouble ? { onStoreTrouble: options.onStoreTrouble } : {})
	});
	const { log, entries, control, unanswered } = restored;
	if (log.papers.ticket.deviceKey !== keys.publicKey) return null;
	for (const damage of firstOfEach(restored.damage)) await setAside(damage, session, stored, world);
	keeper.has('log', intactOf('log', stored.segments, restored.damage));
	keeper.has('control', intactOf('control', stored.control, restored.damage));
	const lost = row.state === 'damaged' || (row.state !== 'opening' && entries.length === 0);
	const endMissing = lost || restored.damage.some(({ where }) => where === 'log');
	if (!endMissing && !options.hold) log.release();
	if (row.state === 'opening' && entries.length === 0)
		void log.append({ kind: 'open', data: row.opening });
	return { log, entries, control, unanswered, endMissing };
}

/** A log that is cut short may be found damaged twice: by its own chain, and by a receipt for what is gone. */
function firstOfEach(damage: readonly Damage[]): Damage[] {
	return damage.filter((each, at) => damage.findIndex(({ where }) => where === each.where) === at);
}

async function setAside(
	{ where, index, code }: Damage,
	session: string,
	stored: Record<'segments' | 'control', StoredRecord[]>,
	{ store, now }: LogWorld
): Promise<void> {
	const records = stored[where === 'log' ? 'segments' : 'control'].slice(index);
	if (records.length > 0) await store.setAside(session, where, records, code, now());
}

function intactOf(
	where: Damage['where'],
	records: readonly StoredRecord[],
	damage: readonly Damage[]
): readonly StoredRecord[] {
	const broken = damage.find((each) => each.where === where);
	return broken ? records.slice(0, broken.index) : records;
}

/** What could not be read is a record that cannot be admitted. */
function bytesOf({ bytes }: StoredRecord): Uint8Array {
	return bytes ?? new Uint8Array();
}
