/**
 * `npm start`: everything on one machine. Build, database, Worker, demo data, in that order; Ctrl-C ends them in the other.
 * The bridge to the database opens last, so the Worker says that it is healthy only when there is something to find.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../db/migrate.ts';
import { buildIfStale } from './build.ts';
import { DataFolder } from './data-folder.ts';
import { demoPeople, demoStartCode, seedDemo } from './demo/seed.ts';
import { installationKeys } from './installation-keys.ts';
import { endLeftBehind } from './left-behind.ts';
import { readOptions } from './options.ts';
import type { Options } from './options.ts';
import { embeddedPostgres, realPostgres } from './postgres.ts';
import { say, StartError } from './say.ts';
import { requireFreePort, startWorker, workerMark } from './workerd.ts';

const stops: (() => Promise<void> | void)[] = [];
let stopping = false;

async function stopAll(code: number): Promise<never> {
	if (!stopping) {
		stopping = true;
		for (const stop of stops.reverse()) await stop();
	}
	process.exit(code);
}

async function start(options: Options): Promise<void> {
	if (options.build) buildIfStale();
	// The folder first: a Worker that a killed start left behind is ended with its lock, and it holds the port. Nothing is deleted
	// before the port is known to be free.
	const folder = await DataFolder.open(options.data, { fresh: false });
	stops.push(() => folder.release());
	await endLeftBehind(workerMark(options.data));
	await requireFreePort(options.port);
	if (options.fresh) await DataFolder.open(options.data, { fresh: true });
	const keys = await installationKeys(folder.file('keys.json'));
	const postgres = options.databaseUrl
		? await realPostgres(options.databaseUrl)
		: await embeddedPostgres(folder.file('postgres'));
	stops.push(postgres.stop);
	await migrate(postgres.owner);
	const worker = await startWorker({
		port: options.port,
		data: options.data,
		variables: {
			...keys,
			DATABASE_URL: postgres.url,
			LOCAL_PG_PROXY: postgres.bridge.address,
			...(postgres.oneAtATime && { LOCAL_PG_ONE_AT_A_TIME: 'true' }),
			APP_VERSION: version(),
			MAIL_URL: process.env['MAIL_URL'] ?? 'capture',
			...passedOn()
		}
	});
	stops.push(worker.stop);
	folder.noteWorker(worker.pid);
	void worker.ended.then((said) => {
		if (stopping) return;
		console.error(said || 'The Worker ended.');
		console.error('The Worker ended by itself; what it said last stands above.');
		return stopAll(1);
	});
	const origin = `http://localhost:${options.port}`;
	await answers(`${origin}/api/v1/keys`);
	await seedDemo({ database: postgres.owner, keys, origin });
	postgres.bridge.open();
	await answers(`${origin}/api/v1/health`);
	greet(origin, await demoStartCode(postgres.owner));
}

async function answers(address: string): Promise<void> {
	for (const until = Date.now() + 90_000; Date.now() < until; await sleep(150)) {
		const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
		if (answer?.ok) return;
	}
	throw new StartError(
		`Nothing answers at ${address} after 90 s; INVIGIL_VERBOSE=1 npm start shows why.`
	);
}

function greet(origin: string, startCode: string): void {
	say();
	say(`  Invigil runs at ${origin}`);
	say();
	for (const { email, roles } of demoPeople) say(`  ${email.padEnd(22)} ${roles.join(', ')}`);
	say(`  Password of all of them: invigil-demo`);
	say(`  Start code of the demo sitting: ${startCode}`);
	say();
	say('  Ctrl-C stops it; the data stay. npm start -- --fresh begins anew.');
}

/** What a deployment sets as secrets, from the environment where it is there. */
function passedOn(): Record<string, string> {
	const names = ['MAIL_TOKEN', 'MAIL_FROM', 'METRICS_TOKEN', 'PUBLIC_ORIGIN'];
	return Object.fromEntries(
		names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
	);
}

function version(): string {
	const file = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
	return (JSON.parse(file) as { version: string }).version;
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(name, () => void stopAll(name === 'SIGHUP' ? 129 : 0));
try {
	await start(readOptions(process.argv.slice(2), process.env));
} catch (problem) {
	if (problem instanceof StartError) console.error(problem.message);
	else console.error(problem);
	await stopAll(1);
}
