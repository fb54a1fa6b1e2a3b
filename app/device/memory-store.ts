/** A store in memory for tests: the same answers as DeviceStore, kept in maps. */
import type { KeptAttempt, KeptKeys, KeptSession } from './device-rows.ts';
import { isUnfinished, wasLeft } from './device-rows.ts';
import type { DeviceStore, StoredRecord } from './device-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Aside = { session: string; where: 'log' | 'control'; code: string; records: StoredRecord[] };

export class MemoryStore implements Pick<DeviceStore, keyof DeviceStore> {
	readonly attemptRows = new Map<string, KeptAttempt>();
	readonly keyRows = new Map<string, KeptKeys>();
	readonly blobs = new Map<string, Bytes>();
	readonly sessions = new Map<string, KeptSession>();
	readonly logs = { segments: new Map<string, Bytes>(), control: new Map<string, Bytes>() };
	readonly aside: Aside[] = [];
	readonly counters = new Map<string, { count: number; until: number }>();
	/** Every write throws this while it is set. */
	failing: Error | null = null;

	losses = 0;

	async open() {
		return undefined;
	}
	close() {
		return undefined;
	}
	async reopen() {
		this.#mayWrite();
	}
	async attempt(attempt: string) {
		return this.attemptRows.get(attempt);
	}
	async attempts() {
		return [...this.attemptRows.values()];
	}
	async putAttempt(row: KeptAttempt) {
		this.#mayWrite();
		this.attemptRows.set(row.attempt, row);
	}
	async changeAttempt(attempt: string, change: Partial<KeptAttempt>) {
		this.#change(this.attemptRows, attempt, change);
	}
	async keys(attempt: string) {
		return this.keyRows.get(attempt);
	}
	async addKeys(row: KeptKeys) {
		const kept = this.keyRows.get(row.attempt) ?? row;
		this.keyRows.set(row.attempt, kept);
		return kept;
	}
	async putKeys(row: KeptKeys) {
		this.#mayWrite();
		this.keyRows.set(row.attempt, row);
	}
	async keepContentKey(attempt: string, contentKey: CryptoKey) {
		this.#change(this.keyRows, attempt, { contentKey });
	}
	async blob(hash: string) {
		return this.blobs.get(hash) ?? null;
	}
	async blobsHeld(hashes: readonly string[]) {
		return new Set(hashes.filter((hash) => this.blobs.has(hash)));
	}
	async putBlob(hash: string, bytes: Bytes) {
		this.#mayWrite();
		this.blobs.set(hash, bytes);
	}
	async removeBlob(hash: string) {
		this.blobs.delete(hash);
	}
	async session(session: string) {
		return this.sessions.get(session);
	}
	async sessionsOf(attempt: string) {
		const rows = [...this.sessions.values()].filter((row) => row.attempt === attempt);
		return rows.sort((a, b) => a.createdAt - b.createdAt);
	}
	async unfinishedSessions() {
		return [...this.sessions.values()].filter(isUnfinished);
	}
	async beginSession(row: KeptSession) {
		this.#mayWrite();
		const current = (await this.sessionsOf(row.attempt)).find(
			(kept) => kept.state !== 'damaged' && !wasLeft(kept)
		);
		if (!current) this.sessions.set(row.session, row);
		return current ?? row;
	}
	async putSession(row: KeptSession) {
		this.#mayWrite();
		this.sessions.set(row.session, row);
	}
	async changeSession(session: string, change: Partial<KeptSession>) {
		this.#change(this.sessions, session, change);
	}
	async append(session: string, first: number, bytes: Bytes) {
		this.#mayWrite();
		this.logs.segments.set(`${session} ${first}`, bytes);
	}
	async appendControl(session: string, index: number, bytes: Bytes) {
		this.#mayWrite();
		this.logs.control.set(`${session} ${index}`, bytes);
	}
	async refill(
		session: string,
		segments: ReadonlyMap<number, Bytes>,
		control: ReadonlyMap<number, Bytes>
	) {
		for (const [first, bytes] of segments) await this.append(session, first, bytes);
		for (const [index, bytes] of control) await this.appendControl(session, index, bytes);
	}
	async counts(session: string) {
		const { segments, control } = await this.readLog(session);
		return { segments: segments.length, control: control.length };
	}
	async readLog(session: string) {
		return { segments: this.#of('segments', session), control: this.#of('control', session) };
	}
	async setAside(
		session: string,
		where: Aside['where'],
		records: readonly StoredRecord[],
		code: string
	) {
		this.#mayWrite();
		this.aside.push({ session, where, code, records: [...records] });
		const log = this.logs[where === 'log' ? 'segments' : 'control'];
		for (const { place } of records) log.delete(`${session} ${place}`);
	}
	async damagedOf(session: string) {
		return this.aside
			.filter((aside) => aside.session === session)
			.flatMap(({ where, code, records }) =>
				records.map((record) => ({
					version: 1 as const,
					session,
					where,
					code,
					foundAt: 0,
					...record
				}))
			);
	}
	async forget(student: string) {
		for (const { attempt } of [...this.attemptRows.values()].filter(
			(row) => row.student === student
		))
			this.attemptRows.delete(attempt);
	}
	async counter(name: string) {
		return this.counters.get(name) ?? { count: 0, until: 0 };
	}
	async putCounter(name: string, counter: { count: number; until: number }) {
		this.counters.set(name, counter);
	}

	#mayWrite(): void {
		if (this.failing) throw this.failing;
	}

	#change<T>(rows: Map<string, T>, key: string, change: Partial<T>): void {
		this.#mayWrite();
		const row = rows.get(key);
		if (row) rows.set(key, { ...row, ...change });
	}

	#of(name: 'segments' | 'control', session: string): StoredRecord[] {
		const records: StoredRecord[] = [];
		for (const [key, bytes] of this.logs[name]) {
			const [owner, place] = key.split(' ');
			if (owner === session) records.push({ place: Number(place), bytes });
		}
		return records.sort((a, b) => a.place - b.place);
	}
}
