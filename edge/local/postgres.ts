/** The database of `npm start`: embedded (PGlite in the data folder), or any PostgreSQL that DATABASE_URL names. */
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '../db/open-database.ts';
import type { OwnerDatabase } from '../db/open-database.ts';
import { startBridge } from './bridge.ts';
import type { Bridge } from './bridge.ts';
import { StartError } from './say.ts';

export type LocalPostgres = {
	/** As the owner, for migrations and demo data; not the Worker's way in. */
	owner: OwnerDatabase;
	/** The Worker's way in. */
	url: string;
	bridge: Bridge;
	/** The next connection waits until the one before has ended. */
	oneAtATime: boolean;
	stop: () => Promise<void>;
};

export async function embeddedPostgres(folder: string): Promise<LocalPostgres> {
	const database = new PGlite(folder);
	try {
		await database.waitReady;
	} catch (problem) {
		throw new StartError(
			`The database in ${folder} cannot be opened (${problem instanceof Error ? problem.message : problem}); put a copy back, or begin anew with --fresh.`
		);
	}
	const port = await freePort();
	const server = new PGLiteSocketServer({
		db: database,
		host: '127.0.0.1',
		port,
		maxConnections: 20
	});
	await server.start();
	const bridge = await startBridge({ host: '127.0.0.1', port }, { oneAtATime: true });
	return {
		owner: {
			query: async (text, values = []) =>
				(await database.query<Record<string, unknown>>(text, [...values])).rows,
			run: async (script) => void (await database.exec(script)),
			close: async () => undefined
		},
		url: 'postgres://postgres:postgres@localhost/postgres',
		bridge,
		oneAtATime: true,
		stop: async () => {
			await bridge.close();
			await server.stop();
			await database.close();
		}
	};
}

export async function realPostgres(url: string): Promise<LocalPostgres> {
	if (!URL.canParse(url)) throw new StartError('DATABASE_URL is not a postgres:// address.');
	const { hostname, port } = new URL(url);
	const target = { host: hostname, port: Number(port || 5432) };
	const own = await startBridge(target, { oneAtATime: false });
	own.open();
	const bridge = await startBridge(target, { oneAtATime: false });
	try {
		const owner = await openDatabase(url, own.address);
		return {
			owner,
			url,
			bridge,
			oneAtATime: false,
			stop: async () => {
				await owner.close();
				await own.close();
				await bridge.close();
			}
		};
	} catch (problem) {
		await own.close();
		await bridge.close();
		throw new StartError(
			`No PostgreSQL answers at ${target.host}:${target.port} (${problem instanceof Error ? problem.message : problem}).`
		);
	}
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	await new Promise((done) => server.close(done));
	return port;
}
