import type { HostWorld } from './host-world.ts';
import { openLog } from './open-log.ts';
import { salvage } from './salvage.ts';
import { readRecord, type RecordLeft } from './snapshot.ts';

/** What can be read of a session that another went on from, and of those before it. */
export async function leftIn(session: string, world: HostWorld): Promise<RecordLeft> {
	const { store } = world;
	const row = await store.session(session);
	const opened = row && (await openLog(row, world, { hold: true, sendOnly: true }));
	if (!opened) return readRecord([]);
	const { entries, log } = opened;
	const behind = await salvage(await store.damagedOf(session), entries.length, log.papers);
	const own = readRecord([...entries, ...behind]);
	if (!row.carriesFrom) return own;
	const before = await leftIn(row.carriesFrom, world);
	const responses = [...new Map([...before.responses, ...own.responses])];
	return { ...own, responses, marked: [...new Set([...before.marked, ...own.marked])] };
}
