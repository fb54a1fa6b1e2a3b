/** A PostgreSQL server of its own for a test: made in a temporary folder on a free port, and gone afterwards. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVER } from './begun.ts';
import { copyFolder } from './copy-folder.ts';
import { family, killHard } from './processes.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { freePort } from './stack.ts';

export interface PostgresServer {
	/** Of a database whose owner is no superuser, as on Neon: row-level security counts for it too. */
	url: string;
	stop(): Promise<void>;
	start(): Promise<void>;
	/** SIGKILL for every process of it, in the middle of whatever it does. The data stay. */
	kill(): Promise<void>;
	isRunning(): boolean;
	/** Writes a backup with `pg_dump`, while it is in use; answers its file. */
	dump(): string;
	/** Puts a backup in the place of all there is; whoever is connected is put out. */
	restore(file: string): void;
	/** Its data, for a copy while it is stopped. */
	data: string;
	/** What it lies on, where that was made small; null: it was not asked for, or this account may not mount. */
	disk: SmallDisk | null;
	/** Stops and deletes it. */
	dispose(): Promise<void>;
}

const PASSWORD = 'for-this-test-only';
const START_MS = 20_000;

/** `begun`: a folder with the data of a stopped server to go on from a copy of. `diskBytes`: on a disk of its own of that size. */
export async function startPostgres(
	begun: string | null = null,
	{ diskBytes = null }: { diskBytes?: number | null } = {}
): Promise<PostgresServer> {
	const programs = findPrograms();
	const account = serverAccount();
	const folder = mkdtempSync(join(tmpdir(), 'invigil-postgres-'));
	const disk = diskBytes === null ? null : mountSmallDisk(folder, diskBytes);
	const port = await freePort();
	const data = join(folder, 'data');
	const secret = join(folder, 'password');
	writeFileSync(secret, PASSWORD, { mode: 0o600 });
	mkdirSync(data);
	if (begun) copyFolder(join(begun, SERVER), data);
	if (account) for (const path of [folder, secret, data]) chownSync(path, account.uid, account.gid);
	const run = (program: string, words: string[], env: Record<string, string> = {}) => {
		const ended = spawnSync(join(programs, program), words, {
			...account,
			cwd: folder,
			encoding: 'utf8',
			env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...env }
		});
		if (ended.status !== 0) throw new Error(`${program}: ${ended.stderr || ended.error?.message}`);
	};
	if (!begun)
		run('initdb', [
			...['-D', data, '-U', 'root', '-E', 'UTF8'],
			...['--auth=scram-sha-256', `--pwfile=${secret}`]
		]);
	let server: ChildProcess | null = null;
	const ask = (database: string, ...statements: string[]) =>
		run(
			'psql',
			['-h', '127.0.0.1', '-p', String(port), '-U', 'root', '-d', database, '-q'].concat(
				statements.flatMap((statement) => ['-c', statement])
			),
			{ PGPASSWORD: PASSWORD }
		);
	const start = async () => {
		const own = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
		if (disk) own.push('-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB');
		server = spawn(join(programs, 'postgres'), own, { ...account, cwd: folder, stdio: 'ignore' });
		for (const until = Date.now() + START_MS; ; await sleep(100))
			try {
				return ask('postgres', 'select 1');
			} catch (error) {
				if (Date.now() > until || !isRunning()) throw error;
			}
	};
	const isRunning = () => server !== null && server.exitCode === null && server.signalCode === null;
	const kill = async () => {
		if (!server || !isRunning()) return;
		const gone = new Promise((done) => server?.once('exit', done));
		await killHard(family(server.pid ?? 0));
		await gone;
	};
	const asRoot = ['-h', '127.0.0.1', '-p', String(port), '-U', 'root'];
	const dump = () => {
		const file = join(folder, 'backup');
		run('pg_dump', [...asRoot, '--format=custom', '--file', file, 'invigil'], {
			PGPASSWORD: PASSWORD
		});
		return file;
	};
	const restore = (file: string) => {
		ask('postgres', 'drop database invigil with (force)', 'create database invigil owner invigil');
		run('pg_restore', [...asRoot, '--exit-on-error', '--dbname', 'invigil', file], {
			PGPASSWORD: PASSWORD
		});
	};
	const stop = async () => {
		if (!isRunning()) return;
		const gone = new Promise((done) => server?.once('exit', done));
		// Fast shutdown: connections are ended, what was committed stays.
		server?.kill('SIGINT');
		await gone;
	};
	const dispose = async () => {
		await stop();
		disk?.unmount();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await start();
		if (!begun) {
			ask('postgres', `create role invigil login createrole password '${PASSWORD}'`);
			ask('postgres', 'create database invigil owner invigil');
		}
	} catch (error) {
		await dispose();
		throw error;
	}
	return {
		url: `postgres://invigil:${PASSWORD}@127.0.0.1:${port}/invigil`,
		data,
		disk,
		isRunning,
		kill,
		dump,
		restore,
		stop,
		start,
		dispose
	};
}

function findPrograms(): string {
	const folder = '/usr/lib/postgresql';
	const debian = existsSync(folder)
		? readdirSync(folder).map((name) => `${folder}/${name}/bin`)
		: [];
	const found = [...debian.sort().reverse(), ...(process.env.PATH ?? '').split(':')].find((path) =>
		['initdb', 'postgres', 'psql'].every((program) => existsSync(join(path, program)))
	);
	if (!found) throw new Error('PostgreSQL is missing: `sudo apt-get install postgresql`.');
	return found;
}

/** PostgreSQL refuses to run as root; its package brings an account for it. null: this one will do. */
function serverAccount(): { uid: number; gid: number } | null {
	if (process.getuid?.() !== 0) return null;
	const id = (word: string) =>
		Number(spawnSync('id', [word, 'postgres'], { encoding: 'utf8' }).stdout);
	const account = { uid: id('-u'), gid: id('-g') };
	if (!account.uid) throw new Error('There is no account "postgres" to run PostgreSQL under.');
	return account;
}
