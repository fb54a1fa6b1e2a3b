/**
 * What rooms were told of their places, against what the log has there now (SPEC G12). A place that is not as a room was told is kept in
 * the log's own rows, so that it stops the whole log and not only that room: the next one to come may be new and know of nothing.
 */
import { fromHex, toHex } from '#sync/bytes.ts';
import { notProven } from '#sync/transparency/problem.ts';
import type { NotProven } from '#sync/transparency/problem.ts';
import type { LogLeaves } from './log-leaves.ts';
import type { Sql } from './sql.ts';

/** `entry`: 32 bytes, hex. */
export type ToldPlace = { index: number; entry: string };

const schema =
	'create table if not exists missed_places (idx integer, entry blob, primary key (idx, entry)) without rowid';

export class ToldPlaces {
	readonly #sql: Sql;
	readonly #leaves: Pick<LogLeaves, 'count' | 'entries'>;

	constructor(sql: Sql, leaves: Pick<LogLeaves, 'count' | 'entries'>) {
		this.#sql = sql;
		this.#leaves = leaves;
		sql.exec(schema);
	}

	/** Somebody says that this is there. Kept where it is not. */
	note({ index, entry }: ToldPlace): void {
		if (this.#at(index) === entry) return;
		this.#sql.exec(
			'insert into missed_places values (?, ?) on conflict do nothing',
			index,
			fromHex(entry)
		);
	}

	/** null: all that anybody was told of is there. What has come back is forgotten. */
	missed(): NotProven | null {
		this.#sql.exec(
			'delete from missed_places where exists (select 1 from leaves l where l.idx = missed_places.idx and l.entry = missed_places.entry)'
		);
		const [row] = this.#sql
			.exec('select idx, entry from missed_places order by idx limit 1')
			.toArray();
		if (!row) return null;
		const index = Number(row['idx']);
		const told = toHex(new Uint8Array(row['entry'] as ArrayBuffer));
		const own = this.#at(index);
		return own === null
			? notProven('log_behind', { held: this.#leaves.count(), index, told })
			: notProven('log_forked', { index, own, told });
	}

	/** null: there is nothing yet. */
	#at(index: number): string | null {
		const [entry] = this.#leaves.entries(index, index + 1);
		return entry ? toHex(entry) : null;
	}
}
