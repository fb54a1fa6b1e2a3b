/**
 * A room's memory: SQLite, because everything else is lost when the room sleeps. Nothing here decides; rows are parsed on the way out
 * where somebody else could have shaped them, and are our own JSON otherwise.
 */
import type { Bytes } from '#sync/bytes.ts';
import type { ControlState, LogState } from '#sync/log-state.ts';
import type { AttemptState } from '#sync/schema/attempt.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Timeliness } from '#sync/timing.ts';
import type { BegunTerms } from '../access/begun-terms.ts';
import { AttemptMarks } from './attempt-marks.ts';
import { workOf } from './attempt-state.ts';
import type { AttemptPart } from './attempt-state.ts';
import { ControlActs } from './control-acts.ts';
import { EvidenceStore } from './evidence-store.ts';
import type { EvidenceRow } from './evidence-store.ts';
import { NamedStills } from './named-stills.ts';
import type { GivenTime } from './given-time.ts';
import { OutboxStore } from './outbox-store.ts';
import type { WhichLog } from './outbox-store.ts';
import { SessionHeads } from './session-heads.ts';
import { ResponseStore } from './response-store.ts';
import type { Sql } from './sql.ts';

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
	/** As its ticket says. Absent: a record of before this was kept. */
	terms?: BegunTerms;
	/** As its control log says. Absent: a record of before this was kept. */
	given?: GivenTime;
	/** Of its segments, together. */
	bytes: number;
};

export type SegmentRow = { index: number; bytes: Bytes; admittedAt: number };
const schema = [
	`create table if not exists sessions (
		session text primary key, attempt text not null, record text not null)`,
	'create index if not exists sessions_attempt on sessions (attempt)',
	`create table if not exists segments (
		session text not null, log text not null, idx integer not null, bytes blob not null, admitted_at integer not null,
		primary key (session, log, idx)) without rowid`
];

export class RoomStore {
	readonly #sql: Sql;
	readonly marks: AttemptMarks;
	readonly evidence: EvidenceStore;
	readonly acts: ControlActs;
	readonly responses: ResponseStore;
	readonly stills: NamedStills;
	readonly outbox: OutboxStore;
	readonly heads: SessionHeads;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
		this.marks = new AttemptMarks(sql);
		this.evidence = new EvidenceStore(sql);
		this.acts = new ControlActs(sql);
		this.responses = new ResponseStore(sql);
		this.stills = new NamedStills(sql);
		this.outbox = new OutboxStore(sql);
		this.heads = new SessionHeads(sql);
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

	/** Of every attempt. */
	allSessions(): string[] {
		return this.#sql
			.exec('select session from sessions order by session')
			.toArray()
			.map((row) => String(row['session']));
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
				byClock: log.submittedBy === 'clock',
				lastResponseSeq: this.responses.lastSeq(session),
				previous: log.binding.previous
			}));
	}

	/** Answers whether that changed anything. Postgres hears of it with each session of the attempt. */
	setHold(attempt: string, held: boolean, at: number): boolean {
		if (!this.marks.setHold(attempt, held, at)) return false;
		for (const { session } of this.sessionsOf(attempt)) this.outbox.touch(session);
		return true;
	}

	noteDecided(attempt: string, state: 'accepted' | 'voided'): void {
		this.marks.setDecided(attempt, state, workOf(this.attemptParts(attempt)));
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
		this.stills.erase(attempt);
		this.heads.erase(attempt);
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
		this.outbox.touch(record.session);
	}

	/** The segment and the note that Postgres lacks it, in the caller's transaction. */
	addSegment(session: string, log: WhichLog, index: number, bytes: Bytes, at: number): void {
		this.#sql.exec('insert into segments values (?, ?, ?, ?, ?)', session, log, index, bytes, at);
		this.outbox.add(session, log, index);
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

	/** Postgres hears of it with the session. */
	addEvidence(row: Omit<EvidenceRow, 'id'>): void {
		if (this.marks.isErased(row.attempt)) return;
		if (this.evidence.add(row)) this.outbox.touch(row.session);
	}
}
