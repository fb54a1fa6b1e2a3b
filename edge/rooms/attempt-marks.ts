/** What a room was told of attempts and must not forget: held for a person, due to be judged, erased. */
import type { Sql } from './sql.ts';

const schema = [
	// Attempts whose work waits for a person, whatever their sessions say.
	'create table if not exists holds (attempt text primary key, at integer not null) without rowid',
	// Until when a session may still be handed in; gone once it was judged.
	'create table if not exists dues (session text primary key, at integer not null) without rowid',
	'create index if not exists dues_at on dues (at)',
	// What a person decided about an attempt, and how many entries of its sessions a response had by then.
	'create table if not exists decided (attempt text primary key, state text not null, work integer not null) without rowid',
	// Attempts of people who were erased: what still comes of them is not taken in.
	'create table if not exists erased (attempt text primary key, at integer not null) without rowid'
];

export class AttemptMarks {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	/** Answers whether that changed anything. */
	setHold(attempt: string, held: boolean, at: number): boolean {
		if (this.isHeld(attempt) === held) return false;
		if (held) this.#sql.exec('insert into holds values (?, ?)', attempt, at);
		else this.#sql.exec('delete from holds where attempt = ?', attempt);
		return true;
	}

	isHeld(attempt: string): boolean {
		return this.#sql.exec('select 1 from holds where attempt = ?', attempt).toArray().length > 0;
	}

	setDecided(attempt: string, state: 'accepted' | 'voided', work: number): void {
		this.#sql.exec(
			`insert into decided values (?, ?, ?) on conflict (attempt) do update
			set state = excluded.state, work = excluded.work`,
			attempt,
			state,
			work
		);
	}

	/** null: nothing, or of less than there is by now. */
	decidedOf(attempt: string, work: number): 'accepted' | 'voided' | null {
		const [row] = this.#sql
			.exec('select state from decided where attempt = ? and work >= ?', attempt, work)
			.toArray();
		if (!row) return null;
		return row['state'] === 'voided' ? 'voided' : 'accepted';
	}

	/** From now on nothing of it is taken in. */
	markErased(attempt: string, at: number): void {
		this.#sql.exec('insert into erased values (?, ?) on conflict do nothing', attempt, at);
	}

	isErased(attempt: string): boolean {
		return this.#sql.exec('select 1 from erased where attempt = ?', attempt).toArray().length > 0;
	}

	setDue(session: string, at: number): void {
		this.#sql.exec(
			'insert into dues values (?, ?) on conflict (session) do update set at = excluded.at',
			session,
			at
		);
	}

	removeDue(session: string): void {
		this.#sql.exec('delete from dues where session = ?', session);
	}

	overdue(now: number): string[] {
		return this.#sql
			.exec('select session from dues where at <= ? order by at', now)
			.toArray()
			.map((row) => String(row['session']));
	}

	nextDue(): number | null {
		const [row] = this.#sql.exec('select min(at) as at from dues').toArray();
		return row?.['at'] === null || row === undefined ? null : Number(row['at']);
	}
}
