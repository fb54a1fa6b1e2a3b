/**
 * The device's own memory: Dexie over IndexedDB. Every write is committed with `durability: 'strict'`, so what a resolved promise
 * says is kept survives a power cut; Chrome's default loses up to half a minute of acknowledged writes.
 */
import { createDatabase, type Database } from './device-database.ts';
import { isUnfinished, wasLeft } from './device-rows.ts';
import type {
	DamagedRecord,
	KeptAttempt,
	KeptControl,
	KeptKeys,
	KeptSegment,
	KeptSession
} from './device-rows.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A record of a log as it lies in the store; null where the browser cannot read it. */
export type StoredRecord = { place: number; bytes: Bytes | null };

export class DeviceStore {
	readonly #db: Database;
	#losses = 0;
	#closing = false;

	constructor(name = 'invigil', options: { holdVersion?: boolean } = {}) {
		this.#db = createDatabase(name, options);
		this.#db.on('close', () => {
			if (!this.#closing) this.#losses++;
		});
	}

	/** Throws where the browser keeps nothing (a private window of some) or the store cannot be opened. */
	async open(): Promise<void> {
		await this.#db.open();
	}

	close(): void {
		this.#db.close();
	}

	/** How often the browser took the connection away. The next write gets a new one, and may find everything gone. */
	get losses(): number {
		return this.#losses;
	}

	/** After the browser closed the connection (site data cleared, disk trouble), so that the next write has one. */
	async reopen(): Promise<void> {
		this.#closing = true;
		this.#db.close({ disableAutoOpen: false });
		this.#closing = false;
		await this.#db.open();
	}

	attempt(attempt: string): Promise<KeptAttempt | undefined> {
		return this.#db.attempts.get(attempt);
	}

	attempts(): Promise<KeptAttempt[]> {
		return this.#db.attempts.toArray();
	}

	async putAttempt(row: KeptAttempt): Promise<void> {
		await this.#db.attempts.put(row);
	}

	async changeAttempt(attempt: string, change: Partial<KeptAttempt>): Promise<void> {
		await this.#db.attempts.update(attempt, { ...change });
	}

	keys(attempt: string): Promise<KeptKeys | undefined> {
		return this.#db.keys.get(attempt);
	}

	/** The first to come wins, so that two tabs use one key pair. */
	async addKeys(row: KeptKeys): Promise<KeptKeys> {
		return this.#db.transaction('rw', this.#db.keys, async () => {
			const kept = await this.#db.keys.get(row.attempt);
			if (kept) return kept;
			await this.#db.keys.put(row);
			return row;
		});
	}

	async putKeys(row: KeptKeys): Promise<void> {
		await this.#db.keys.put(row);
	}

	async keepContentKey(attempt: string, contentKey: CryptoKey): Promise<void> {
		await this.#db.keys.update(attempt, { contentKey });
	}

	async blob(hash: string): Promise<Bytes | null> {
		return (await this.#db.blobs.get(hash))?.bytes ?? null;
	}

	async blobsHeld(hashes: readonly string[]): Promise<Set<string>> {
		return new Set(await this.#db.blobs.where('hash').anyOf(hashes).primaryKeys());
	}

	async putBlob(hash: string, bytes: Bytes): Promise<void> {
		await this.#db.blobs.put({ version: 1, hash, bytes });
	}

	async removeBlob(hash: string): Promise<void> {
		await this.#db.blobs.delete(hash);
	}

	session(session: string): Promise<KeptSession | undefined> {
		return this.#db.sessions.get(session);
	}

	/** Oldest first. */
	sessionsOf(attempt: string): Promise<KeptSession[]> {
		return this.#db.sessions.where({ attempt }).sortBy('createdAt');
	}

	/** Sessions whose record the edge does not have to the end, as far as this device knows. */
	async unfinishedSessions(): Promise<KeptSession[]> {
		const rows = await this.#db.sessions.where('state').notEqual('done').sortBy('createdAt');
		return rows.filter(isUnfinished);
	}

	/** One session at a time: if the attempt already has one that is being sat, that one is given back. */
	async beginSession(row: KeptSession): Promise<KeptSession> {
		return this.#db.transaction('rw', this.#db.sessions, async () => {
			const kept = await this.#db.sessions.where({ attempt: row.attempt }).toArray();
			const current = kept.find((row) => row.state !== 'damaged' && !wasLeft(row));
			if (current) return current;
			await this.#db.sessions.put(row);
			return row;
		});
	}

	async putSession(row: KeptSession): Promise<void> {
		await this.#db.sessions.put(row);
	}

	async changeSession(session: string, change: Partial<KeptSession>): Promise<void> {
		await this.#db.sessions.update(session, { ...change });
	}

	async append(session: string, first: number, bytes: Bytes): Promise<void> {
		await this.#db.segments.put({ version: 1, session, first, bytes: own(bytes) });
	}

	async appendControl(session: string, index: number, bytes: Bytes): Promise<void> {
		await this.#db.control.put({ version: 1, session, index, bytes: own(bytes) });
	}

	/** Both logs as they were, at once, into a store that may have lost them. */
	async refill(
		session: string,
		segments: ReadonlyMap<number, Bytes>,
		control: ReadonlyMap<number, Bytes>
	): Promise<void> {
		const own = { version: 1 as const, session };
		const { segments: log, control: heard } = this.#db;
		await this.#db.transaction('rw', log, heard, async () => {
			await log.bulkPut(Array.from(segments, ([first, bytes]) => ({ ...own, first, bytes })));
			await heard.bulkPut(Array.from(control, ([index, bytes]) => ({ ...own, index, bytes })));
		});
	}

	/** How many records each log of the session has. */
	async counts(session: string): Promise<Record<'segments' | 'control', number>> {
		const segments = await this.#of('segments', session).count();
		return { segments, control: await this.#of('control', session).count() };
	}

	/** In order. A record that cannot be read does not take the others with it. */
	async readLog(session: string): Promise<Record<'segments' | 'control', StoredRecord[]>> {
		const segments = await this.#records('segments', session);
		return { segments, control: await this.#records('control', session) };
	}

	/** Moves records out of a log, into `damaged`; their places are free afterwards. */
	async setAside(
		session: string,
		where: DamagedRecord['where'],
		records: readonly StoredRecord[],
		code: string,
		foundAt: number
	): Promise<void> {
		const table = this.#db.table(where === 'log' ? 'segments' : 'control');
		await this.#db.transaction('rw', table, this.#db.damaged, async () => {
			await this.#db.damaged.bulkAdd(
				records.map(({ place, bytes }) => ({
					version: 1 as const,
					session,
					where,
					place,
					code,
					foundAt,
					bytes
				}))
			);
			await table.bulkDelete(records.map(({ place }) => [session, place]));
		});
	}

	damagedOf(session: string): Promise<DamagedRecord[]> {
		return this.#db.damaged.where({ session }).toArray();
	}

	/** All that is kept of a student who was erased. The encrypted forms, which are nobody's, stay. */
	async forget(student: string): Promise<void> {
		const db = this.#db;
		const { attempts, keys, sessions, segments, control, damaged } = db;
		const files = [db.files, db.fileBytes, db.fileKeys];
		const logs = [attempts, keys, sessions, segments, control, damaged];
		await db.transaction('rw', [...logs, ...files], async () => {
			const own = (await attempts.toArray()).filter((row) => row.student === student);
			for (const { attempt } of own) {
				for (const { session } of await sessions.where({ attempt }).toArray()) {
					for (const name of ['segments', 'control'] as const)
						await this.#of(name, session).delete();
					await damaged.where({ session }).delete();
					await sessions.delete(session);
				}
				for (const table of files) await table.where({ attempt }).delete();
				await keys.delete(attempt);
				await attempts.delete(attempt);
			}
		});
	}

	async counter(name: string): Promise<{ count: number; until: number }> {
		const { count, until } = (await this.#db.counters.get(name)) ?? { count: 0, until: 0 };
		return { count, until };
	}

	async putCounter(name: string, counter: { count: number; until: number }): Promise<void> {
		await this.#db.counters.put({ version: 1, name, ...counter });
	}

	/** The whole session in the order of its places, which are the second half of the primary key. */
	#of(name: keyof typeof logKeys, session: string) {
		const table = this.#db.table<KeptSegment | KeptControl, [string, number]>(name);
		return table.where(logKeys[name]).between([session, 0], [session, Number.MAX_SAFE_INTEGER]);
	}

	async #records(name: keyof typeof logKeys, session: string): Promise<StoredRecord[]> {
		const places = (await this.#of(name, session).primaryKeys()).map(([, place]) => place);
		const table = this.#db.table<KeptSegment | KeptControl, [string, number]>(name);
		const keys = places.map((place): [string, number] => [session, place]);
		const rows = await table.bulkGet(keys).catch(() => null);
		if (rows) return places.map((place, at) => ({ place, bytes: bytesOf(rows[at]) }));
		const records: StoredRecord[] = [];
		for (const [at, place] of places.entries()) {
			const row = await table.get(keys[at] as [string, number]).catch(() => undefined);
			records.push({ place, bytes: bytesOf(row) });
		}
		return records;
	}
}

const logKeys = { segments: '[session+first]', control: '[session+index]' } as const;

function bytesOf(row: { bytes: unknown } | undefined): Bytes | null {
	return row?.bytes instanceof Uint8Array ? (row.bytes as Bytes) : null;
}

/** A view is stored with all of the buffer it looks into. */
function own(bytes: Bytes): Bytes {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
