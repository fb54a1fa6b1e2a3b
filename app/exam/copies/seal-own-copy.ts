/**
 * A sealed copy of all that this device has of an attempt (SPEC X). The session that is being sat comes out of memory, so a copy can be
 * had where the store takes nothing any more, or is gone; those before it come out of the store, as far as they are intact.
 */
import { encodedCopy, type EncodedCopy } from './encoded-copy.ts';
import { readPapers, readStored } from '#sync/stored-log.ts';
import type { CopiedSession } from '#sync/copy/content.ts';
import type { SessionLog } from '#sync/session-log.ts';
import type { KeptSession } from '../../device/device-rows.ts';
import type { DeviceStore } from '../../device/device-store.ts';
import { readTicket } from '../papers.ts';

export type CopyStore = Pick<DeviceStore, 'attempt' | 'sessionsOf' | 'readLog'>;
/** `row` names the ticket that the log was opened under. */
export type LiveLog = { row: Pick<KeptSession, 'session' | 'ticket'>; log: SessionLog };

export async function sealOwnCopy(
	attempt: string,
	store: CopyStore,
	live: LiveLog | null
): Promise<EncodedCopy> {
	const kept = ofStore(attempt, store, live?.row.session ?? null);
	// With the work in memory nobody waits for a store that hangs.
	const sessions = [...(live ? await atMost(kept, []) : await kept)];
	if (live) {
		const { session, ticket } = live.row;
		sessions.push({ session, ticket, segments: await live.log.sealedSoFar() });
	}
	// The newest ticket knows the key; one that was fetched before there were copies does not.
	const newer = await atMost(
		store.attempt(attempt).catch(() => undefined),
		undefined
	);
	const tickets = [newer?.ticket ?? null, ...sessions.map(({ ticket }) => ticket)];
	return encodedCopy(
		sessions.filter(({ segments }) => segments.length > 0),
		tickets.map((signed) => readTicket(signed)?.ticket ?? null)
	);
}

const PATIENCE_MS = 3_000;

function atMost<T>(asked: Promise<T>, otherwise: T): Promise<T> {
	const late = new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), PATIENCE_MS));
	return Promise.race([asked, late]);
}

async function ofStore(
	attempt: string,
	store: CopyStore,
	except: string | null
): Promise<CopiedSession[]> {
	const sessions: CopiedSession[] = [];
	try {
		for (const { session, ticket } of await store.sessionsOf(attempt)) {
			if (session === except) continue;
			const { segments } = await store.readLog(session);
			const end = segments.findIndex(({ bytes }) => bytes === null);
			const readable = segments
				.slice(0, end < 0 ? segments.length : end)
				.flatMap(({ bytes }) => bytes ?? []);
			const { log } = await readStored(readPapers(session, ticket), {
				segments: readable,
				control: []
			});
			sessions.push({ session, ticket, segments: log.items });
		}
	} catch (problem) {
		// What is in memory is copied all the same.
		console.warn('The store could not be read for a copy:', problem);
		if (except === null) throw problem;
	}
	return sessions;
}
