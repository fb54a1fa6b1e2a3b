/**
 * Heads of sessions on their way to the public log (SPEC G10). A receipt notes its head in its own transaction; the newest of each
 * session waits here until the log has it. An older one that was not taken yet is no loss: the newer head stands on it.
 */
import { toHex } from '#sync/bytes.ts';
import type { LeafOpening } from '#sync/transparency/leaf.ts';
import type { Sql } from './sql.ts';

export type ReceiptedHead = Omit<LeafOpening, 'salt'>;
export type LoggedHead = LeafOpening & { index: number };

/** The newest of a session may not be published yet; the one before it is. */
const KEPT_LOGGED = 3;

const schema = [
	`create table if not exists receipted_heads (
		session text primary key, attempt text not null, head text not null) without rowid`,
	// Taken for the log, with the salt that it has for good; idx is null until the log has answered.
	`create table if not exists logged_heads (
		id integer primary key autoincrement, session text not null, attempt text not null, opening text not null, idx integer)`,
	'create index if not exists logged_heads_session on logged_heads (session, id)'
];

export class SessionHeads {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	/** In the receipt's transaction. */
	note(attempt: string, head: ReceiptedHead): void {
		this.#sql.exec(
			'insert into receipted_heads values (?, ?, ?) on conflict (session) do update set head = excluded.head',
			head.session,
			attempt,
			JSON.stringify(head)
		);
	}

	areWaiting(): boolean {
		return (
			this.#sql
				.exec(
					`select 1 from receipted_heads union all select 1 from logged_heads where idx is null limit 1`
				)
				.toArray().length > 0
		);
	}

	/**
	 * What the log is to be given now, at most `most`. One that was given before and not answered comes again as it was, with its salt, so
	 * that the log knows it; until then its session gets no other. In the caller's transaction.
	 */
	take(most: number, salt: () => Uint8Array): LeafOpening[] {
		const fresh = this.#sql
			.exec(
				`select session, attempt, head from receipted_heads r
				where not exists (select 1 from logged_heads l where l.session = r.session and l.idx is null) limit ?`,
				most
			)
			.toArray();
		for (const row of fresh) {
			const head = JSON.parse(String(row['head'])) as ReceiptedHead;
			const opening: LeafOpening = { ...head, salt: toHex(salt()) };
			this.#sql.exec(
				'insert into logged_heads (session, attempt, opening) values (?, ?, ?)',
				head.session,
				String(row['attempt']),
				JSON.stringify(opening)
			);
			this.#sql.exec('delete from receipted_heads where session = ?', head.session);
		}
		return this.#sql
			.exec('select opening from logged_heads where idx is null order by id limit ?', most)
			.toArray()
			.map((row) => JSON.parse(String(row['opening'])) as LeafOpening);
	}

	/** The log has it. In the caller's transaction; does nothing for who was erased meanwhile. */
	noteLogged({ session, salt }: Pick<LeafOpening, 'session' | 'salt'>, index: number): void {
		this.#sql.exec(
			`update logged_heads set idx = ? where session = ? and idx is null and json_extract(opening, '$.salt') = ?`,
			index,
			session,
			salt
		);
		this.#sql.exec(
			`delete from logged_heads where session = ? and idx is not null and id not in
				(select id from logged_heads where session = ? and idx is not null order by id desc limit ?)`,
			session,
			session,
			KEPT_LOGGED
		);
	}

	/** Of one attempt, newest first. */
	logged(attempt: string): LoggedHead[] {
		return this.#sql
			.exec(
				'select opening, idx from logged_heads where attempt = ? and idx is not null order by id desc',
				attempt
			)
			.toArray()
			.map(readLogged);
	}

	/** The last place that the log gave here: what it answered once, it may not forget. null: none that is still kept. */
	newest(): LoggedHead | null {
		const [row] = this.#sql
			.exec('select opening, idx from logged_heads where idx is not null order by idx desc limit 1')
			.toArray();
		return row ? readLogged(row) : null;
	}

	/** With the salts nobody can tell any more which entries of the log were theirs (SPEC G1). */
	erase(attempt: string): void {
		for (const table of ['receipted_heads', 'logged_heads'])
			this.#sql.exec(`delete from ${table} where attempt = ?`, attempt);
	}
}

const readLogged = (row: Record<string, unknown>): LoggedHead => ({
	...(JSON.parse(String(row['opening'])) as LeafOpening),
	index: Number(row['idx'])
});
