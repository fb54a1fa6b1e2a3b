/**
 * What the staff sent and what became of it, in a room's SQLite: an act is kept until every session it is for has it in its control log,
 * so that it reaches who starts later or on another device too.
 */
import type { Told } from '#sync/schema/control-act.ts';
import { controlAct } from '#sync/schema/control-act.ts';
import type { ControlAct } from '#sync/schema/control-act.ts';
import type { Sql } from './sql.ts';

/** One attempt, or everybody of a sitting in this room, those who come later too. */
export type Scope = { attempt: string } | { sitting: string };
export type KeptAct = { id: string; at: number; by: string; act: ControlAct };
export type Outcome = NonNullable<Told['newest']['outcome']>;
/** `seq`: of the control entry; null: there was nothing to say to this session. */
export type SaidAct = KeptAct & { seq: number | null; outcome: Outcome | null };

const schema = [
	`create table if not exists acts (
		n integer primary key autoincrement, scope text not null, id text not null, at integer not null, by text not null,
		act text not null, unique (scope, id))`,
	`create table if not exists said (
		session text not null, act text not null, seq integer, outcome text, primary key (session, act)) without rowid`
];

const nameOf = (scope: Scope) => ('attempt' in scope ? `a:${scope.attempt}` : `s:${scope.sitting}`);

export class ControlActs {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
		for (const statement of schema) sql.exec(statement);
	}

	/** Once, whatever how often it is asked. */
	keep(scope: Scope, { id, at, by, act }: KeptAct): void {
		this.#sql.exec(
			'insert into acts (scope, id, at, by, act) values (?, ?, ?, ?, ?) on conflict do nothing',
			nameOf(scope),
			id,
			at,
			by,
			JSON.stringify(act)
		);
	}

	/** All that was ever sent to the attempt, in order. */
	of({ attempt, sitting }: { attempt: string; sitting: string }): KeptAct[] {
		return this.#sql
			.exec(
				'select id, at, by, act from acts where scope in (?, ?) order by n',
				nameOf({ attempt }),
				nameOf({ sitting })
			)
			.toArray()
			.map((row) => ({
				id: String(row['id']),
				at: Number(row['at']),
				by: String(row['by']),
				act: controlAct.parse(JSON.parse(String(row['act'])))
			}));
	}

	/** `seq` by act, of those that a session has been told of or need not be. */
	saidIn(session: string): Map<string, { seq: number | null; outcome: Outcome | null }> {
		const rows = this.#sql
			.exec('select act, seq, outcome from said where session = ?', session)
			.toArray();
		return new Map(
			rows.map((row) => [
				String(row['act']),
				{
					seq: row['seq'] === null ? null : Number(row['seq']),
					outcome: row['outcome'] === null ? null : (String(row['outcome']) as Outcome)
				}
			])
		);
	}

	/** In the transaction that stores the control segment. */
	noteSaid(session: string, act: string, seq: number | null): void {
		this.#sql.exec(
			'insert into said (session, act, seq) values (?, ?, ?) on conflict do nothing',
			session,
			act,
			seq
		);
	}

	/** The device's `command`. */
	noteAnswer(session: string, seq: number, outcome: Outcome): void {
		this.#sql.exec(
			'update said set outcome = ? where session = ? and seq = ?',
			outcome,
			session,
			seq
		);
	}

	/** `sessions`: of the attempt, oldest first. What was passed over, because the exam was over, waits for nobody. */
	told(
		{ attempt, sitting }: { attempt: string; sitting: string },
		sessions: readonly string[]
	): Told | undefined {
		const said = sessions.map((session) => this.saidIn(session));
		const all = this.of({ attempt, sitting }).flatMap(({ id, at, act: { act } }) => {
			const heard = said.flatMap((of) => of.get(id) ?? []);
			if (heard.length > 0 && heard.every(({ seq }) => seq === null)) return [];
			return [{ act, at, outcome: heard.findLast(({ outcome }) => outcome)?.outcome ?? null }];
		});
		const newest = all.at(-1);
		if (!newest) return undefined;
		return { waiting: all.filter(({ outcome }) => outcome === null).length, newest };
	}

	/** In the caller's transaction. */
	erase(attempt: string, sessions: readonly string[]): void {
		this.#sql.exec('delete from acts where scope = ?', nameOf({ attempt }));
		for (const session of sessions) this.#sql.exec('delete from said where session = ?', session);
	}
}
