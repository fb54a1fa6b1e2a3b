/** Before the first test of a suite that starts stacks: one begins anew and is stopped, for the others to go on from a copy. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA, SERVER, tellBegun, type Database } from './begun.ts';
import { copyFolder } from './copy-folder.ts';
import { startPostgres } from './postgres.ts';
import { startStack } from './stack.ts';

/** Answers what deletes it again. */
export async function beginOnce(database: Database): Promise<() => void> {
	const folder = mkdtempSync(join(tmpdir(), 'invigil-begun-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	const server = database === 'postgres' ? await startPostgres() : null;
	try {
		const stack = await startStack(server ? { DATABASE_URL: server.url } : {}, [], { begun: null });
		await stack.stop();
		mkdirSync(join(folder, DATA));
		copyFolder(stack.data, join(folder, DATA));
		await stack.dispose();
		if (server) {
			await server.stop();
			mkdirSync(join(folder, SERVER));
			copyFolder(server.data, join(folder, SERVER));
		}
	} catch (error) {
		remove();
		throw error;
	} finally {
		await server?.dispose();
	}
	tellBegun(database, folder);
	return remove;
}
