/**
 * A room's memory: SQLite, because everything else is lost when the room sleeps. Nothing here decides; rows are parsed on the way out
 * where somebody else could have shaped them, and are our own JSON otherwise.
 */
import type { Bytes } from '#sync/bytes.ts';
import type { ControlState, LogState } from '#sync/log-state.ts';
import type { AttemptState } from '#sync/schema/attempt.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Timeliness } from '#sync/timing.ts';
import { AttemptMarks } from './attempt-marks.ts';
import type { AttemptPart } from './attempt-state.ts';
import { ControlActs } from './control-acts.ts';
import { EvidenceStore } from './evidence-store.ts';
import type { EvidenceRow } from './evidence-store.ts';
import type { Sql } from './sql.ts';

export type WhichLog = 'log' | 'control';

export type SessionRecord = {
	session: string;
	attempt: string;
	ticket: Signed;
	studentName: string;
	sitting: string;
	openedAt: number;
	log: LogState;
	control: ControlState;
	/** Head before the first entry, hex. */
	genesis: string;
	/** Counted as entries come in. */
	observations: number;
	newest: AttemptRow['newest'];
	lastContactAt: number;
	forked: boolean;
	attemptState: AttemptState;
	timeliness: Timeliness | null;
	/** Committed and not yet receipted or judged: paid with the next frame, whatever happened in between. */
	owes: { receipt: boolean; judgement: boolean };
	/** Of its segments, together. */
	bytes: number;
};

export type OutboxRow = { id: number; session: string; log: WhichLog; index: number };
export type SegmentRow = { index: number; bytes: Bytes; admittedAt: number };
export type ResponseRow = {
	item: string;
	value: ResponseValue;
	seq: number;
	revisions: number;
	wall: number;
};

const schema = [
	`create table if not exists sessions (
		session text primary key, attempt text not null, record text not null)`,
	'create index if not exists sessions_attempt on sessions (attempt)',
	`create table if not exists segments (
		session text not null, log text not null, idx integer not null, bytes blob not null, admitted_at integer not null,
		primary key (session, log, idx)) without rowid`,
	`create table if not exists responses (
		session text not null, item text not null, value text not null, seq integer not null, revisions integer not null,
		wall integer not null, primary key (session, item)) without rowid`,
	`create table if not exists outbox (
		id integer primary key autoincrement, session text not null, log text not null, idx integer not null)`,
	'create index if not exists outbox_session on outbox (session, id)',
	// A session can change without a new segment (judged, forked, a frame refused), and Postgres has to hear of that too.
	`create table if not exists revisions (
		session text primary key, revision integer not null, drained integer not null default 0) without rowid`
];

export class RoomStore {
	readonly #sql: Sql;
	readonly marks: AttemptMarks;
	readonly evidence: EvidenceStore;
	readonly acts: ControlActs;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
		this.marks = new AttemptMarks(sql);
		this.evidence = new EvidenceStore(sql);
		this.acts = new ControlActs(sql);
	}

	optionalSession(session: string): SessionRecord | null {
		const [row] = this.#sql
			.exec('select record from sessions where session = ?', session)
			.toArray();
		return row ? (JSON.parse(String(row['record'])) as SessionRecord) : null;
	}

	/** Oldest first. */
	sessionsOf(attempt: string): SessionRecord[] {
		const rows = this.#sql.exec('select record from sessions where attempt = ?', attempt).toArray();
		return rows
			.map((row) => JSON.parse(String(row['record'])) as SessionRecord)
			.sort((a, b) => a.openedAt - b.openedAt);
	}

	/** When the first of the attempt's sessions was opened, by the edge's clock; null: none was. */
	startedAt(attempt: string): number | null {
		const [first] = this.sessionsOf(attempt);
		return first?.openedAt ?? null;
	}

	/** What `attemptStateOf` asks of each session that was opened. */
	attemptParts(attempt: string): AttemptPart[] {
		return this.sessionsOf(attempt)
			.filter(({ log }) => log.next > 0)
			.map(({ session, attemptState, forked, log }) => ({
				session,
				state: attemptState,
				forked,
				submitted: log.submitted,
				lastResponseSeq: this.lastResponseSeq(session),
				previous: log.binding.previous
			}));
	}

	/** Answers whether that changed anything. Postgres hears of it with each session of the attempt. */
	setHold(attempt: string, held: boolean, at: number): boolean {
		if (!this.marks.setHold(attempt, held, at)) return false;
		for (const { session } of this.sessionsOf(attempt)) this.#touch(session);
		return true;
	}

	/** All that is here of it. In the caller's transaction. */
	eraseAttempt(attempt: string): void {
		const tables = ['segments', 'responses', 'outbox', 'revisions', 'sessions'];
		const sessions = this.sessionsOf(attempt).map(({ session }) => session);
		for (const session of sessions) {
			for (const table of tables) this.#sql.exec(`delete from ${table} where session = ?`, session);
			this.marks.removeDue(session);
		}
		this.acts.erase(attempt, sessions);
		this.evidence.erase(attempt);
	}

	/** Throws for who was erased, and with it the caller's transaction fails: nothing more of theirs is kept. */
	saveSession(record: SessionRecord): void {
		if (this.marks.isErased(record.attempt)) throw new Error('the attempt was erased');
		this.#sql.exec(
			'insert into sessions values (?, ?, ?) on conflict (session) do update set record = excluded.record',
			record.session,
			record.attempt,
			JSON.stringify(record)
		);
		this.#touch(record.session);
	}

	#touch(session: string): void {
		this.#sql.exec(
			'insert into revisions values (?, 1, 0) on conflict (session) do update set revision = revision + 1',
			session
		);
	}

	revision(session: string): number {
		const [row] = this.#sql
			.exec('select revision from revisions where session = ?', session)
			.toArray();
		return Number(row?.['revision'] ?? 0);
	}

	/** Postgres has what the session was at `revision`, and the rows of its outbox up to `lastRow`. */
	noteDrained(session: string, revision: number, lastRow: number): void {
		this.#sql.exec('delete from outbox where session = ? and id <= ?', session, lastRow);
		this.#sql.exec(
			'update revisions set drained = max(drained, ?) where session = ?',
			revision,
			session
		);
	}

	/** The segment and the note that Postgres lacks it, in the caller's transaction. */
	addSegment(session: string, log: WhichLog, index: number, bytes: Bytes, at: number): void {
		this.#sql.exec('insert into segments values (?, ?, ?, ?, ?)', session, log, index, bytes, at);
		this.#sql.exec('insert into outbox (session, log, idx) values (?, ?, ?)', session, log, index);
	}

	/** From `from` on, at most `limit`. */
	segments(session: string, log: WhichLog, from: number, limit: number): SegmentRow[] {
		return this.#sql
			.exec(
				'select idx, bytes, admitted_at from segments where session = ? and log = ? and idx >= ? order by idx limit ?',
				session,
				log,
				from,
				limit
			)
			.toArray()
			.map((row) => ({
				index: Number(row['idx']),
				bytes: new Uint8Array(row['bytes'] as ArrayBuffer),
				admittedAt: Number(row['admitted_at'])
			}));
	}

	/** Sealed at `from` or later. */
	responses(session: string, from: number): ResponseRow[] {
		return this.#sql
			.exec(
				'select item, value, seq, revisions, wall from responses where session = ? and seq >= ?',
				session,
				from
			)
			.toArray()
			.map(readResponse);
	}

	optionalResponse(session: string, item: string): ResponseRow | null {
		const [row] = this.#sql
			.exec(
				'select item, value, seq, revisions, wall from responses where session = ? and item = ?',
				session,
				item
			)
			.toArray();
		return row ? readResponse(row) : null;
	}

	/** Items with a response in any of the sessions. */
	countItems(sessions: readonly string[]): number {
		const items = sessions.flatMap((session) =>
			this.#sql
				.exec('select item from responses where session = ?', session)
				.toArray()
				.map((row) => row['item'])
		);
		return new Set(items).size;
	}

	/** -1: none. */
	lastResponseSeq(session: string): number {
		const [row] = this.#sql
			.exec('select max(seq) as seq from responses where session = ?', session)
			.toArray();
		return Number(row?.['seq'] ?? -1);
	}

	saveResponse(session: string, response: ResponseRow): void {
		const { item, value, seq, revisions, wall } = response;
		this.#sql.exec(
			`insert into responses values (?, ?, ?, ?, ?, ?) on conflict (session, item) do update
			set value = excluded.value, seq = excluded.seq, revisions = excluded.revisions, wall = excluded.wall`,
			session,
			item,
			JSON.stringify(value),
			seq,
			revisions,
			wall
		);
	}

	/** Sessions that Postgres lacks something of, longest waiting first. */
	waitingSessions(): string[] {
		return this.#sql
			.exec(
				`select s.session, (select min(id) from outbox o where o.session = s.session) as first from sessions s
				left join revisions r on r.session = s.session
				where first is not null or coalesce(r.revision > r.drained, 1)
					or exists (select 1 from evidence e where e.session = s.session and e.drained = 0)
				order by first nulls last`
			)
			.toArray()
			.map((row) => String(row['session']));
	}

	/** The oldest of a session's rows: as many as stay under the limits, but never none. */
	outbox(session: string, most: { rows: number; bytes: number }): OutboxRow[] {
		const rows = this.#sql
			.exec(
				`select o.id, o.session, o.log, o.idx, length(s.bytes) as size from outbox o
				join segments s on s.session = o.session and s.log = o.log and s.idx = o.idx
				where o.session = ? order by o.id limit ?`,
				session,
				most.rows
			)
			.toArray();
		let bytes = 0;
		return rows
			.filter((row, at) => (bytes += Number(row['size'])) <= most.bytes || at === 0)
			.map((row) => ({
				id: Number(row['id']),
				session: String(row['session']),
				log: row['log'] as WhichLog,
				index: Number(row['idx'])
			}));
	}

	/** Rows that Postgres lacks, and when the oldest of them came. */
	waiting(): { rows: number; oldest: number | null } {
		const [count] = this.#sql.exec('select count(*) as n from outbox').toArray();
		const [first] = this.#sql
			.exec(
				`select s.admitted_at as at from outbox o join segments s on s.session = o.session and s.log = o.log and s.idx = o.idx
				order by o.id limit 1`
			)
			.toArray();
		return { rows: Number(count?.['n'] ?? 0), oldest: first ? Number(first['at']) : null };
	}

	/** Number of the last row of the outbox; rows get rising ones. */
	newestWaiting(): number {
		const [row] = this.#sql.exec('select max(id) as id from outbox').toArray();
		return Number(row?.['id'] ?? 0);
	}

	isWaiting(session: string, upTo: number): boolean {
		return (
			this.#sql
				.exec('select 1 from outbox where session = ? and id <= ? limit 1', session, upTo)
				.toArray().length > 0
		);
	}

	countWaiting(session: string): number {
		const [row] = this.#sql
			.exec('select count(*) as n from outbox where session = ?', session)
			.toArray();
		return Number(row?.['n'] ?? 0);
	}

	/** Postgres hears of it with the session. */
	addEvidence(row: Omit<EvidenceRow, 'id'>): void {
		if (this.marks.isErased(row.attempt)) return;
		if (this.evidence.add(row)) this.#touch(row.session);
	}
}

function readResponse(row: Record<string, unknown>): ResponseRow {
	return {
		item: String(row['item']),
		value: JSON.parse(String(row['value'])) as ResponseValue,
		seq: Number(row['seq']),
		revisions: Number(row['revisions']),
		wall: Number(row['wall'])
	};
}
