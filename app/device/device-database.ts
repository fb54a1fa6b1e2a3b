/** The tables on the device. A change of them is a new version with its upgrade, never an edit of an old one. */
import { Dexie, type Table } from 'dexie';
import type {
	DamagedRecord,
	KeptAttempt,
	KeptBlob,
	KeptControl,
	KeptCounter,
	KeptFile,
	KeptFileBytes,
	KeptFileKey,
	KeptKeys,
	KeptSegment,
	KeptSession
} from './device-rows.ts';

export type Database = Dexie & {
	attempts: Table<KeptAttempt, string>;
	keys: Table<KeptKeys, string>;
	blobs: Table<KeptBlob, string>;
	sessions: Table<KeptSession, string>;
	segments: Table<KeptSegment, [string, number]>;
	control: Table<KeptControl, [string, number]>;
	damaged: Table<DamagedRecord, number>;
	counters: Table<KeptCounter, string>;
	files: Table<KeptFile, [string, string]>;
	fileBytes: Table<KeptFileBytes, [string, string]>;
	fileKeys: Table<KeptFileKey, string>;
};

/** `holdVersion`: a newer app in another tab has to wait with changing the tables until this one is closed. */
export function createDatabase(
	name: string,
	{ holdVersion = false }: { holdVersion?: boolean }
): Database {
	const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
	db.version(1).stores({
		attempts: 'attempt',
		keys: 'attempt',
		blobs: 'hash',
		sessions: 'session, attempt, state',
		segments: '[session+first]',
		control: '[session+index]',
		damaged: '++id, session',
		counters: 'name'
	});
	// Only new tables: what an older app wrote stays as it is.
	db.version(2).stores({
		files: '[attempt+hash], attempt',
		fileBytes: '[attempt+hash], attempt',
		fileKeys: 'attempt'
	});
	// Later listeners are asked first; false keeps Dexie's own from closing the connection.
	if (holdVersion) db.on('versionchange', () => false);
	return db as Database;
}
