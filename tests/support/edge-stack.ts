/**
 * The edge under test: the real Worker on workerd, on the embedded Postgres or on a PostgreSQL server, as INVIGIL_TEST_DATABASE says.
 * What a test wants in the database that no API makes, it puts there as the owner.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBridge } from '../../edge/local/bridge.ts';
import { openDatabase } from '../../edge/db/open-database.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { importEdgePrivateKey, keyId } from '#sync/keys.ts';
import type { EdgeSigner } from '#sync/signed.ts';
import { begunOn } from './begun.ts';
import { inDatabase } from './database.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';

export type Row = Record<string, unknown>;
export type Query = (sql: string, values?: unknown[]) => Promise<Row[]>;

export interface EdgeStack extends Stack {
	/** null: the embedded one, which goes and comes with the stack. */
	server: PostgresServer | null;
	/** As the owner of everything. The embedded Postgres has one session: there the edge waits meanwhile. */
	database<T>(work: (query: Query) => Promise<T>): Promise<T>;
	/** The installation's own signing key: for tickets that the API would not make. */
	signer(): Promise<EdgeSigner>;
}

export const onServer = process.env.INVIGIL_TEST_DATABASE === 'postgres';

export interface EdgeOptions extends StackOptions {
	/** Whatever INVIGIL_TEST_DATABASE says. */
	onServer?: boolean;
}

/** `env`: beyond what says which database. */
export async function startEdge(
	env: Record<string, string> = {},
	{
		onServer: wantsServer = onServer,
		begun = begunOn(wantsServer ? 'postgres' : 'embedded')
	}: EdgeOptions = {}
): Promise<EdgeStack> {
	const server = wantsServer ? await startPostgres(begun) : null;
	const where: Record<string, string> = server ? { DATABASE_URL: server.url } : {};
	const stack = await startStack({ ...env, ...where }, ['--no-build'], { begun }).catch(
		async (error: unknown) => {
			await server?.dispose();
			throw error;
		}
	);
	const database = <T>(work: (query: Query) => Promise<T>) =>
		server ? onPostgres(server, work) : inDatabase(stack, work);
	const signer = async () => {
		const keys = JSON.parse(readFileSync(join(stack.data, 'keys.json'), 'utf8')) as Keys;
		const privateKey = await importEdgePrivateKey(fromBase64url(keys.EDGE_PRIVATE_KEY));
		return { privateKey, id: keyId(fromBase64url(keys.EDGE_PUBLIC_KEY)) };
	};
	return {
		...stack,
		start: (...words) => stack.start('--no-build', ...words),
		server,
		database,
		signer,
		dispose: async () => {
			await stack.dispose();
			await server?.dispose();
		}
	};
}

type Keys = { EDGE_PRIVATE_KEY: string; EDGE_PUBLIC_KEY: string };

async function onPostgres<T>(
	{ url }: PostgresServer,
	work: (query: Query) => Promise<T>
): Promise<T> {
	const { hostname, port } = new URL(url);
	const bridge = await startBridge({ host: hostname, port: Number(port) }, { oneAtATime: false });
	bridge.open();
	const owner = await openDatabase(url, bridge.address);
	try {
		return await work(owner.query);
	} finally {
		await owner.close();
		await bridge.close();
	}
}
