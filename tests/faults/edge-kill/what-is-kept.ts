/** What the edge has of a session: in the files of its room, as a killed Worker left them, and in Postgres. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { equal } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { decodeSegment } from '#sync/segment.ts';
import { selectSegments } from '../../../edge/db/log-segments.ts';
import type { EdgeDevice } from '../../support/edge-device.ts';
import type { Query } from '../../support/edge-stack.ts';

export type Kept = { log: Bytes[]; control: Bytes[] };
type Device = Pick<EdgeDevice, 'store' | 'receipted'>;

/** While nobody has the file open. Read from a copy: SQLite mends what it opens, and that is the Worker's to do. */
export function keptInRoom(file: string, sessions: readonly string[]): Kept[] {
	if (!existsSync(file)) return sessions.map(() => ({ log: [], control: [] }));
	const folder = mkdtempSync(join(tmpdir(), 'invigil-room-'));
	try {
		const copy = join(folder, 'room.sqlite');
		for (const end of ['', '-wal'])
			if (existsSync(file + end)) copyFileSync(file + end, copy + end);
		const database = new DatabaseSync(copy);
		const isThere = database.prepare("select 1 from sqlite_master where name = 'segments'").get();
		const read = (session: string, log: string): Bytes[] =>
			!isThere
				? []
				: database
						.prepare('select bytes from segments where session = ? and log = ? order by idx')
						.all(session, log)
						.map((row) => new Uint8Array(row['bytes'] as Uint8Array<ArrayBuffer>));
		const kept = sessions.map((session) => ({
			log: read(session, 'log'),
			control: read(session, 'control')
		}));
		database.close();
		return kept;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

export const keptInPostgres = (query: Query, session: string): Promise<Kept> =>
	selectSegments((text, values) => query(text, values && [...values]), session);

/** Entries that the edge has signed for to this device, and how many of them are not in what is kept. */
export function receiptedIn(device: Device, { log }: Kept): { entries: number; lost: number } {
	const entries = device.receipted + 1;
	const own = device.store.stored().segments;
	let found = 0;
	for (const [at, bytes] of log.entries()) {
		const mine = own[at];
		if (!mine || !equal(mine, bytes)) break;
		const decoded = decodeSegment(bytes);
		if (!decoded.ok) break;
		found += decoded.segment.entries.length;
	}
	return { entries, lost: Math.max(0, entries - found) };
}

/** What is wrong with it; null: it begins as the device does, byte for byte, and has everything that the edge ever said to the device. */
export function problemWith(device: Device, { log, control }: Kept): string | null {
	const { segments, control: heard } = device.store.stored();
	if (!isStartOf(log, segments)) return `its ${log.length} segments are not the device's`;
	if (!isStartOf(heard, control))
		return `the device has heard ${heard.length} control segments, ${control.length} are kept`;
	return null;
}

/** All of it on both ends, byte for byte. */
export function isSame(device: Device, { log, control }: Kept): boolean {
	const { segments, control: heard } = device.store.stored();
	return (
		log.length === segments.length &&
		control.length === heard.length &&
		isStartOf(log, segments) &&
		isStartOf(control, heard)
	);
}

const isStartOf = (some: readonly Bytes[], all: readonly Bytes[]): boolean =>
	some.length <= all.length && some.every((bytes, at) => equal(bytes, all[at] ?? new Uint8Array()));
