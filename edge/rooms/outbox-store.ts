/** What Postgres lacks: segments by number, and sessions that changed since it heard of them. */
import type { Sql } from './sql.ts';

export type WhichLog = 'log' | 'control';
/** Numbers that only rise. */
export type Newest = { row: number; revision: number; evidence: number };
export type OutboxRow = { id: number; session: string; log: WhichLog; index: number };

const schema = [
	`create table if not exists outbox (
		id integer primary key autoincrement, session text not null, log text not null, idx integer not null)`,
	'create index if not exists outbox_session on outbox (session, id)',
	// A session can change without a new segment (judged, forked, a frame refused), and Postgres has to hear of that too.
	`create table if not exists revisions (
		session text primary key, revision integer not null, drained integer not null default 0) without rowid`
];

export class OutboxStore {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	add(session: string, log: WhichLog, index: number): void {
		this.#sql.exec('insert into outbox (session, log, idx) values (?, ?, ?)', session, log, index);
	}

	/** The session changed. */
	touch(session: string): void {
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

	/** Postgres has what the session was at `revision`, and its rows up to `lastRow`. */
	noteDrained(session: string, revision: number, lastRow: number): void {
		this.#sql.exec('delete from outbox where session = ? and id <= ?', session, lastRow);
		this.#sql.exec(
			'update revisions set drained = max(drained, ?) where session = ?',
			revision,
			session
		);
	}

	/** Postgres has less than it had: all that the session has from these numbers on waits again, in order. */
	restart(session: string, from: { log: number; control: number }): void {
		this.#sql.exec('delete from outbox where session = ?', session);
		this.#sql.exec(
			`insert into outbox (session, log, idx) select session, log, idx from segments
			where session = ? and idx >= case log when 'log' then ? else ? end order by idx, log`,
			session,
			from.log,
			from.control
		);
		this.touch(session);
	}

	/** Sessions that Postgres lacks something of, longest waiting first. */
	sessions(): string[] {
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
	oldest(session: string, most: { rows: number; bytes: number }): OutboxRow[] {
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

	/** How far the session has come by now: its last row, how often it changed, and the last that was refused of it. */
	newest(session: string): Newest {
		const [row] = this.#sql
			.exec(
				`select (select max(id) from outbox where session = ?) as row,
					(select max(id) from evidence where session = ?) as evidence`,
				session,
				session
			)
			.toArray();
		return {
			row: Number(row?.['row'] ?? 0),
			revision: this.revision(session),
			evidence: Number(row?.['evidence'] ?? 0)
		};
	}

	/** Does Postgres lack something of what the session was then? */
	isWaiting(session: string, { row, revision, evidence }: Newest): boolean {
		const [found] = this.#sql
			.exec(
				`select exists (select 1 from outbox where session = ? and id <= ?)
					or coalesce((select drained from revisions where session = ?), 0) < ?
					or exists (select 1 from evidence where session = ? and id <= ? and drained = 0) as waits`,
				session,
				row,
				session,
				revision,
				session,
				evidence
			)
			.toArray();
		return Number(found?.['waits']) > 0;
	}

	count(session: string): number {
		const [row] = this.#sql
			.exec('select count(*) as n from outbox where session = ?', session)
			.toArray();
		return Number(row?.['n'] ?? 0);
	}
}
