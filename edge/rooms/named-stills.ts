/** Stills that the logs of a room name, in the order they came: which of them are more than there may be is asked when one is brought. */
import type { EntryOf } from '#sync/schema/entry.ts';
import type { Sql } from './sql.ts';

/** As the first `media` entry that names it says. `before`: how many were named before it. */
export type NamedStill = {
	contentType: string;
	bytes: number;
	before: { attempt: number; observation: number };
};

const schema = [
	`create table if not exists stills (
		id integer primary key autoincrement, attempt text not null, session text not null, hash text not null,
		content_type text not null, bytes integer not null, observation integer, unique (attempt, hash))`,
	'create index if not exists stills_observation on stills (session, observation)'
];

export class NamedStills {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	/** Named twice, the first counts. */
	add(
		{ attempt, session }: { attempt: string; session: string },
		{ hash, contentType, bytes, observation }: EntryOf<'media'>['data']
	): void {
		this.#sql.exec(
			`insert into stills (attempt, session, hash, content_type, bytes, observation) values (?, ?, ?, ?, ?, ?)
			on conflict do nothing`,
			attempt,
			session,
			hash,
			contentType,
			bytes,
			observation ?? null
		);
	}

	optional(attempt: string, hash: string): NamedStill | null {
		const [row] = this.#sql
			.exec(
				`select s.*, (select count(*) from stills b where b.attempt = s.attempt and b.id < s.id) as of_attempt,
					(select count(*) from stills b where b.session = s.session and b.observation is s.observation and b.id < s.id)
						as of_observation
				from stills s where s.attempt = ? and s.hash = ?`,
				attempt,
				hash
			)
			.toArray();
		if (!row) return null;
		return {
			contentType: String(row['content_type']),
			bytes: Number(row['bytes']),
			before: {
				attempt: Number(row['of_attempt']),
				observation: Number(row['of_observation'])
			}
		};
	}

	erase(attempt: string): void {
		this.#sql.exec('delete from stills where attempt = ?', attempt);
	}
}
