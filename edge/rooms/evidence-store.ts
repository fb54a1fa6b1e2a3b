/** What was refused, and why, until Postgres has it; rows stay here, so that a flood is counted. */
import type { Bytes } from '#sync/bytes.ts';
import type { Sql } from './sql.ts';

export type EvidenceRow = {
	id: number;
	session: string;
	attempt: string;
	code: string;
	evidence: string;
	bytes: Bytes | null;
	at: number;
};

const schema = [
	`create table if not exists evidence (
		id integer primary key autoincrement, session text not null, attempt text not null, code text not null,
		evidence text not null, bytes blob, at integer not null, drained integer not null default 0)`,
	'create index if not exists evidence_attempt on evidence (attempt)',
	'create index if not exists evidence_waiting on evidence (session) where drained = 0'
];

/** Of one attempt, because a student may invent sessions: a flood of bad frames must not fill the room. */
const MOST_EVIDENCE = 50;
/** In a round of the drain: a branch of a fork has up to 200 kB, and the room's memory is for 200 students. */
const EVIDENCE_AT_ONCE = 10;

export class EvidenceStore {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	/** Answers false when there is more than enough of this attempt, or it is here: the same branch may be brought many times. */
	add(row: Omit<EvidenceRow, 'id'>): boolean {
		if (row.code === 'fork' && this.#isKept(row)) return false;
		const [kept] = this.#sql
			.exec('select count(*) as n from evidence where attempt = ?', row.attempt)
			.toArray();
		// Room is left for the branches of a fork: whoever floods with rubbish must not hide them.
		const most = row.code === 'fork' ? 2 * MOST_EVIDENCE : MOST_EVIDENCE;
		if (Number(kept?.['n']) >= most) return false;
		this.#sql.exec(
			'insert into evidence (session, attempt, code, evidence, bytes, at) values (?, ?, ?, ?, ?, ?)',
			row.session,
			row.attempt,
			row.code,
			row.evidence,
			row.bytes,
			row.at
		);
		return true;
	}

	#isKept({ session, code, bytes }: Omit<EvidenceRow, 'id'>): boolean {
		return (
			this.#sql
				.exec(
					'select 1 from evidence where session = ? and code = ? and bytes is ? limit 1',
					session,
					code,
					bytes
				)
				.toArray().length > 0
		);
	}

	undrained(session: string): EvidenceRow[] {
		return this.#sql
			.exec(
				'select * from evidence where session = ? and drained = 0 order by id limit ?',
				session,
				EVIDENCE_AT_ONCE
			)
			.toArray()
			.map(readEvidence);
	}

	/** Of sessions that were refused before their first segment: no row of `sessions` brings it along. */
	stray(limit: number): EvidenceRow[] {
		return this.#sql
			.exec(
				`select * from evidence where drained = 0 and session not in (select session from sessions) order by id limit ?`,
				limit
			)
			.toArray()
			.map(readEvidence);
	}

	markDrained(evidence: readonly EvidenceRow[]): void {
		for (const { id } of evidence)
			this.#sql.exec('update evidence set drained = 1 where id = ?', id);
	}

	/** Postgres may lack what it had: it knows a row again by its number. */
	restart(session: string): void {
		this.#sql.exec('update evidence set drained = 0 where session = ?', session);
	}

	erase(attempt: string): void {
		this.#sql.exec('delete from evidence where attempt = ?', attempt);
	}
}

function readEvidence(row: Record<string, unknown>): EvidenceRow {
	return {
		id: Number(row['id']),
		session: String(row['session']),
		attempt: String(row['attempt']),
		code: String(row['code']),
		evidence: String(row['evidence']),
		bytes: row['bytes'] === null ? null : new Uint8Array(row['bytes'] as ArrayBuffer),
		at: Number(row['at'])
	};
}
