/** A room's SQLite in memory, for what is tested without workerd. */
import { DatabaseSync } from 'node:sqlite';
import type { Sql } from '../../edge/rooms/sql.ts';

export interface MemorySql extends Sql {
	/** As a Durable Object's `transactionSync`: all of it or nothing. */
	transaction(work: () => void): void;
}

export function memorySql(): MemorySql {
	const database = new DatabaseSync(':memory:');
	return {
		exec: (statement, ...bindings) => {
			const values = bindings.map((value) =>
				value instanceof ArrayBuffer ? new Uint8Array(value) : value
			);
			const rows = database.prepare(statement).all(...values);
			return { toArray: () => rows };
		},
		transaction: (work) => {
			database.exec('begin');
			try {
				work();
				database.exec('commit');
			} catch (problem) {
				database.exec('rollback');
				throw problem;
			}
		}
	};
}
