/** What a hall remembers of the deadlines of its sitting: which sitting it is, and whether there is anything left to wait for. */
import type { Sql } from './sql.ts';

const schema =
	'create table if not exists deadlines (sitting text primary key, settled integer not null, at integer not null) without rowid';

/** Whatever was planned or settled, a window may be moved: it is looked at again now and then, when somebody comes by. */
const LOOK_AGAIN_MS = 3_600_000;

export class DeadlineWatch {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		sql.exec(schema);
	}

	/** null: nobody has told the hall yet. */
	get sitting(): string | null {
		const [row] = this.#sql.exec('select sitting from deadlines').toArray();
		return row ? String(row['sitting']) : null;
	}

	/** Whether somebody who comes by is a reason to look. `planned`: the hall will wake up by itself. */
	wantsLook(sitting: string, planned: boolean, now: number): boolean {
		const [row] = this.#sql
			.exec('select settled, at from deadlines where sitting = ?', sitting)
			.toArray();
		if (!row || now - Number(row['at']) > LOOK_AGAIN_MS) return true;
		return row['settled'] !== 1 && !planned;
	}

	note(sitting: string, settled: boolean, now: number): void {
		this.#sql.exec(
			`insert into deadlines values (?, ?, ?)
			on conflict (sitting) do update set settled = excluded.settled, at = excluded.at`,
			sitting,
			settled ? 1 : 0,
			now
		);
	}
}
