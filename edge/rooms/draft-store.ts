/** What a draft's room remembers: the document as updates, folded into one now and then, and its named versions. */
import type { Bytes } from '#sync/bytes.ts';
import type { Sql } from './sql.ts';

export type DraftVersion = { id: number; name: string; at: number; by: string };

const schema = [
	'create table if not exists updates (id integer primary key autoincrement, bytes blob not null, by text not null, at integer not null)',
	`create table if not exists versions (
		id integer primary key autoincrement, name text not null, at integer not null, by text not null, draft text not null)`
];
const FOLD_AFTER = 500;

export class DraftStore {
	readonly #sql: Sql;
	#count: number;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
		const [row] = sql.exec('select count(*) as n from updates').toArray();
		this.#count = Number(row?.['n'] ?? 0);
	}

	isEmpty(): boolean {
		return this.#count === 0;
	}

	updates(): Bytes[] {
		return this.#sql
			.exec('select bytes from updates order by id')
			.toArray()
			.map((row) => new Uint8Array(row['bytes'] as ArrayBuffer));
	}

	/** `whole`: the document with it, for when there are many. */
	add(bytes: Bytes, by: string, at: number, whole: () => Bytes): void {
		this.#sql.exec('insert into updates (bytes, by, at) values (?, ?, ?)', bytes, by, at);
		if (++this.#count < FOLD_AFTER) return;
		const folded = whole();
		this.#sql.exec('delete from updates');
		this.#sql.exec('insert into updates (bytes, by, at) values (?, ?, ?)', folded, by, at);
		this.#count = 1;
	}

	versions(): DraftVersion[] {
		return this.#sql
			.exec('select id, name, at, by from versions order by id desc')
			.toArray()
			.map((row) => ({
				id: Number(row['id']),
				name: String(row['name']),
				at: Number(row['at']),
				by: String(row['by'])
			}));
	}

	addVersion(name: string, by: string, at: number, draft: string): number {
		this.#sql.exec(
			'insert into versions (name, at, by, draft) values (?, ?, ?, ?)',
			name,
			at,
			by,
			draft
		);
		const [row] = this.#sql.exec('select max(id) as id from versions').toArray();
		return Number(row?.['id']);
	}

	optionalVersion(id: number): string | null {
		const [row] = this.#sql.exec('select draft from versions where id = ?', id).toArray();
		return row ? String(row['draft']) : null;
	}
}
