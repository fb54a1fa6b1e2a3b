/** Into the embedded database of a running stack, by the way its Worker takes. It has one session: meanwhile the Worker waits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { openDatabase } from '../../edge/db/open-database.ts';
import type { Stack } from './stack.ts';

type Row = Record<string, unknown>;
type Query = (sql: string, values?: unknown[]) => Promise<Row[]>;

/** As the owner of everything. */
export async function inDatabase<T>(stack: Stack, work: (query: Query) => Promise<T>): Promise<T> {
	const { DATABASE_URL = '', LOCAL_PG_PROXY } = parseEnv(
		readFileSync(join(stack.data, 'worker.env'), 'utf8')
	);
	const owner = await openDatabase(DATABASE_URL, LOCAL_PG_PROXY);
	try {
		return await work(owner.query);
	} finally {
		// The session is the Worker's again: nothing of ours may be left in it.
		await owner.run('rollback');
		await owner.run('discard all');
		await owner.close();
	}
}

export const readRows = (stack: Stack, sql: string, values: unknown[] = []): Promise<Row[]> =>
	inDatabase(stack, (query) => query(sql, values));
