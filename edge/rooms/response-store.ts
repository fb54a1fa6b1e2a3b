/** The newest response to each item, by session. */
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Sql } from './sql.ts';

export type ResponseRow = {
	item: string;
	value: ResponseValue;
	seq: number;
	revisions: number;
	wall: number;
};

const schema = `create table if not exists responses (
	session text not null, item text not null, value text not null, seq integer not null, revisions integer not null,
	wall integer not null, primary key (session, item)) without rowid`;

export class ResponseStore {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		sql.exec(schema);
	}

	/** Sealed at `from` or later. */
	of(session: string, from: number): ResponseRow[] {
		return this.#sql
			.exec(
				'select item, value, seq, revisions, wall from responses where session = ? and seq >= ?',
				session,
				from
			)
			.toArray()
			.map(readResponse);
	}

	optional(session: string, item: string): ResponseRow | null {
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
	lastSeq(session: string): number {
		const [row] = this.#sql
			.exec('select max(seq) as seq from responses where session = ?', session)
			.toArray();
		return Number(row?.['seq'] ?? -1);
	}

	save(session: string, response: ResponseRow): void {
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
