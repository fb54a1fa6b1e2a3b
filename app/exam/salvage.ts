/**
 * What can still be read behind a damaged record. The chain no longer reaches these records, so they can never be admitted, but each was
 * signed on this device for this session: what the student wrote in them is recorded again in the session that goes on.
 */
import { decodeEntry } from '#sync/entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { SessionPapers } from '#sync/stored-log.ts';
import type { DamagedRecord } from '../device/device-rows.ts';

type Papers = Pick<SessionPapers, 'session' | 'verifyLog'>;

type Aside = readonly Pick<DamagedRecord, 'where' | 'bytes'>[];

/** Responses and marks from entry `from` on, in order. */
export async function salvage(records: Aside, from: number, papers: Papers): Promise<Entry[]> {
	return answersIn(await readAside(records, from, papers), from);
}

/** Everything that can be read from entry `from` on, in order. */
export async function readAside(records: Aside, from: number, papers: Papers): Promise<Entry[]> {
	const read = await Promise.all(records.map((record) => readRecord(record, papers)));
	const entries = read.flat().filter(({ seq }) => seq >= from);
	return entries.toSorted((a, b) => a.seq - b.seq);
}

async function readRecord(
	{ where, bytes }: Pick<DamagedRecord, 'where' | 'bytes'>,
	{ session, verifyLog }: Papers
): Promise<Entry[]> {
	const decoded = where === 'log' && bytes ? decodeSegment(bytes) : null;
	if (!decoded?.ok || decoded.segment.session !== session) return [];
	const { signed, signature, entries } = decoded.segment;
	if (!(await verifyLog(signed, signature))) return [];
	return entries.flatMap((entry) => {
		const read = decodeEntry(entry);
		return read.ok ? [read.entry] : [];
	});
}

/**
 * Responses and marks. A change of text may fit a text it was not made for: after a gap it counts again once the whole text was recorded.
 */
export function answersIn(entries: readonly Entry[], from: number): Entry[] {
	const known = new Set<string>();
	let next = from;
	let gap = false;
	return entries.filter((entry) => {
		if (entry.seq !== next) {
			known.clear();
			gap = true;
		}
		next = entry.seq + 1;
		if (entry.kind !== 'response') return entry.kind === 'navigation';
		if ('value' in entry.data) known.add(entry.data.item);
		return !gap || known.has(entry.data.item);
	});
}
