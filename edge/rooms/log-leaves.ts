/** The public log's memory: every entry in its place, and the tree's right edge as it was published last. */
import { fromHex, toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { emptyEdge } from '#sync/transparency/tile-edge.ts';
import type { TileEdge } from '#sync/transparency/tile-edge.ts';
import type { Sql } from './sql.ts';

const schema = [
	// One row an entry: the place is given once, and the same entry never gets another.
	'create table if not exists leaves (idx integer primary key, entry blob not null unique)',
	// Partial tiles that may go, until they are gone.
	'create table if not exists old_partials (prefix text primary key) without rowid',
	'create table if not exists log_state (name text primary key, value text not null) without rowid'
];

export class LogLeaves {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	count(): number {
		const [row] = this.#sql.exec('select max(idx) + 1 as n from leaves').toArray();
		return Number(row?.['n'] ?? 0);
	}

	/** The place of each; one that is there already keeps its own. In the caller's transaction. */
	add(entries: readonly Bytes[]): number[] {
		let next = this.count();
		return entries.map((entry) => {
			const [placed] = this.#sql
				.exec(
					'insert into leaves values (?, ?) on conflict (entry) do nothing returning idx',
					next,
					entry
				)
				.toArray();
			if (placed) return next++;
			const [known] = this.#sql.exec('select idx from leaves where entry = ?', entry).toArray();
			return Number(known?.['idx']);
		});
	}

	/** From `from` to before `to`. */
	entries(from: number, to: number): Bytes[] {
		return this.#sql
			.exec('select entry from leaves where idx >= ? and idx < ? order by idx', from, to)
			.toArray()
			.map((row) => new Uint8Array(row['entry'] as ArrayBuffer));
	}

	edge(): TileEdge {
		const written = this.#read('edge');
		if (written === null) return emptyEdge;
		const { size, levels } = JSON.parse(written) as { size: number; levels: string[][] };
		return { size, levels: levels.map((row) => row.map(fromHex)) };
	}

	saveEdge({ size, levels }: TileEdge): void {
		this.#write('edge', JSON.stringify({ size, levels: levels.map((row) => row.map(toHex)) }));
	}

	noteOldPartials(prefixes: readonly string[]): void {
		for (const prefix of prefixes)
			this.#sql.exec('insert into old_partials values (?) on conflict do nothing', prefix);
	}

	oldPartials(): string[] {
		return this.#sql
			.exec('select prefix from old_partials')
			.toArray()
			.map((row) => String(row['prefix']));
	}

	forgetOldPartials(prefix: string): void {
		this.#sql.exec('delete from old_partials where prefix = ?', prefix);
	}

	/** The log's name, which it keeps for good. */
	origin(otherwise: string): string {
		const kept = this.#read('origin');
		if (kept !== null) return kept;
		this.#write('origin', otherwise);
		return otherwise;
	}

	#read(name: string): string | null {
		const [row] = this.#sql.exec('select value from log_state where name = ?', name).toArray();
		return row ? String(row['value']) : null;
	}

	#write(name: string, value: string): void {
		this.#sql.exec(
			'insert into log_state values (?, ?) on conflict (name) do update set value = excluded.value',
			name,
			value
		);
	}
}
