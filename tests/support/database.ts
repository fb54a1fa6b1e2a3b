/** Into the database of a stack. The embedded one lets one process in at a time, so the stack is stopped for it. */
import { PGlite } from '@electric-sql/pglite';
import { join } from 'node:path';
import type { Stack } from './stack.ts';

type Row = Record<string, unknown>;
type Query = (sql: string, values?: unknown[]) => Promise<Row[]>;

/** Stops the stack, does the work as the owner of everything, and starts the stack again. */
export async function inDatabase<T>(stack: Stack, work: (query: Query) => Promise<T>): Promise<T> {
	await stack.stop();
	const database = new PGlite(join(stack.data, 'postgres'));
	try {
		return await work(async (sql, values = []) => (await database.query<Row>(sql, values)).rows);
	} finally {
		await database.close();
		await stack.start();
	}
}

export const readRows = (stack: Stack, sql: string, values: unknown[] = []): Promise<Row[]> =>
	inDatabase(stack, (query) => query(sql, values));
