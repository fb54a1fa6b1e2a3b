/** A whole edge of which every part can be killed and started again on what it had: the Worker on workerd, and a PostgreSQL server. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { z } from 'zod';
import { migrate } from '../../../edge/db/migrate.ts';
import { openDatabase } from '../../../edge/db/open-database.ts';
import { startBridge, type Bridge } from '../../../edge/local/bridge.ts';
import { seedDemo } from '../../../edge/local/demo/seed.ts';
import { makeKeys } from '../../../edge/local/installation-keys.ts';
import { until } from '../../support/edge-device.ts';
import type { Query } from '../../support/edge-stack.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';
import { family, killHard } from '../../support/processes.ts';
import { freePort } from '../../support/stack.ts';
import { patiently } from '../patiently.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const DISK_BYTES = 1_500_000_000;
const START_MS = 60_000;

/** What a test is told of a room: how often it began since the Worker did, and the name of its files. */
const roomSeen = z.object({ begun: z.int(), id: z.string() });

export class KillableEdge {
	readonly origin: string;
	readonly server: PostgresServer;
	readonly #folder: string;
	readonly #bridge: Bridge;
	/** File with what Miniflare is told. */
	readonly #worker: string;
	#running: ChildProcess | null = null;

	private constructor(parts: {
		origin: string;
		server: PostgresServer;
		folder: string;
		bridge: Bridge;
		worker: string;
	}) {
		this.origin = parts.origin;
		this.server = parts.server;
		this.#folder = parts.folder;
		this.#bridge = parts.bridge;
		this.#worker = parts.worker;
	}

	/** Migrated, with the demo's people and exam. */
	static async start(): Promise<KillableEdge> {
		const folder = mkdtempSync(join(tmpdir(), 'invigil-edge-kill-'));
		const port = await freePort();
		const origin = `http://localhost:${port}`;
		const server = await startPostgres(null, { diskBytes: DISK_BYTES });
		const { hostname, port: postgresPort } = new URL(server.url);
		const bridge = await startBridge(
			{ host: hostname, port: Number(postgresPort) },
			{ oneAtATime: false }
		);
		bridge.open();
		const keys = await makeKeys();
		const worker = workerOptions(folder, port, {
			...keys,
			DATABASE_URL: server.url,
			LOCAL_PG_PROXY: bridge.address,
			APP_VERSION: '0.1.0',
			MAIL_URL: 'capture'
		});
		const edge = new KillableEdge({ origin, server, folder, bridge, worker });
		try {
			await edge.startWorker();
			const owner = await openDatabase(server.url, bridge.address);
			await migrate(owner);
			await seedDemo({ database: owner, keys, origin });
			await owner.close();
			return edge;
		} catch (problem) {
			await edge.dispose();
			throw problem;
		}
	}

	async startWorker(): Promise<void> {
		const child = spawn(
			process.execPath,
			[join(root, 'tests/faults/edge-kill/worker-host.ts'), this.#worker],
			// Its own pipe: it ends when this process does.
			{ cwd: root, stdio: ['pipe', 'pipe', 'pipe'] }
		);
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-8_000)));
		this.#running = child;
		await until(
			async () => {
				if (child.exitCode !== null) throw new Error(`the Worker ended:\n${said}`);
				return (await fetch(`${this.origin}/api/v1/keys`).catch(() => null))?.ok === true;
			},
			START_MS,
			() => `the Worker is up\n${said}`
		);
	}

	async killWorker(): Promise<void> {
		const { pid } = this.#running ?? {};
		this.#running = null;
		if (pid !== undefined) await killHard(family(pid));
	}

	/** After a run that failed in the middle: the next one finds all of it there. */
	async mend(): Promise<void> {
		this.server.disk?.free();
		if (!this.server.isRunning()) await this.server.start();
		if (this.#running === null) await this.startWorker();
	}

	/** As the owner of everything, on a connection that may have to be asked for again: so `work` may be done more than once. */
	database<T>(work: (query: Query) => Promise<T>): Promise<T> {
		return patiently(async () => {
			const owner = await openDatabase(this.server.url, this.#bridge.address);
			try {
				return await work(owner.query);
			} finally {
				await owner.close();
			}
		});
	}

	async seen(room: string): Promise<z.infer<typeof roomSeen>> {
		const answer = await fetch(`${this.origin}/api/test/seen?room=${room}`);
		return roomSeen.parse(await answer.json());
	}

	/** Out of memory at once, whatever it was doing; its sockets go with it. */
	async throwOut(room: string): Promise<void> {
		await (await fetch(`${this.origin}/api/test/throw-out?room=${room}`)).arrayBuffer();
	}

	/** Of a room by the id that `seen` tells. */
	roomFile(id: string): string {
		return join(this.#folder, 'kept/do/invigil-SittingRoom', `${id}.sqlite`);
	}

	async dispose(): Promise<void> {
		await this.killWorker();
		await this.#bridge.close();
		await this.server.dispose();
		rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

/** Bundled by wrangler as for a deployment; bindings and dates are those of wrangler.toml. Answers the file that says so. */
function workerOptions(folder: string, port: number, variables: Record<string, string>): string {
	const bundle = join(folder, 'bundle');
	const kept = join(folder, 'kept');
	for (const path of [bundle, kept]) mkdirSync(path);
	const words = ['deploy', 'tests/faults/edge-kill/entry.js', '--dry-run', '--outdir', bundle];
	const bundled = spawnSync(join(root, 'node_modules/.bin/wrangler'), words, {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder }
	});
	if (bundled.status !== 0) throw new Error(`wrangler: ${bundled.stderr}${bundled.stdout}`);
	const read = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'));
	const workerOptions = read.workerOptions as object as { bindings?: object };
	const file = join(folder, 'worker.json');
	const told = {
		...workerOptions,
		name: 'invigil',
		modules: [
			{
				type: 'ESModule',
				path: 'entry.js',
				contents: readFileSync(join(bundle, 'entry.js'), 'utf8')
			}
		],
		bindings: { ...workerOptions.bindings, ...variables },
		host: '127.0.0.1',
		port,
		cf: false,
		resourcePersistencePath: kept
	};
	writeFileSync(file, JSON.stringify(told), { mode: 0o600 });
	return file;
}
