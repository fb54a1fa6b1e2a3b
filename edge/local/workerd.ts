/** The Worker on workerd, through `wrangler dev`: the same bundle and bindings as deployed. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './say.ts';

export type Worker = {
	pid: number;
	/** Resolves with what it last said, if it ends by itself. */
	ended: Promise<string>;
	stop: () => Promise<void>;
};

const root = join(import.meta.dirname, '../..');
const logFolder = (data: string) => join(data, 'wrangler-logs');
/** In the environment of every process of this folder's Worker, and of no other. */
export const workerMark = (data: string) => `WRANGLER_LOG_PATH=${logFolder(data)}`;
const KEPT_OUTPUT = 4_000;

export async function startWorker(input: {
	port: number;
	data: string;
	variables: Record<string, string>;
}): Promise<Worker> {
	const { port, data, variables } = input;
	const envFile = join(data, 'worker.env');
	// Not on the command line: everyone on the machine can read that.
	const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
	writeFileSync(envFile, `${lines.join('\n')}\n`, { mode: 0o600 });
	const wrangler = createRequire(import.meta.url).resolve('wrangler/package.json');
	const child = spawn(
		process.execPath,
		[
			join(wrangler, '../bin/wrangler.js'),
			'dev',
			...['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0'],
			...['--persist-to', join(data, 'workerd'), '--env-file', envFile],
			...['--show-interactive-dev-session', 'false', '--log-level', 'error']
		],
		{
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			// A group of its own: Ctrl-C in the terminal reaches us alone, and we end things in order.
			detached: true,
			env: {
				...process.env,
				WRANGLER_SEND_METRICS: 'false',
				CLOUDFLARE_CF_FETCH_ENABLED: 'false',
				WRANGLER_LOG_PATH: logFolder(data)
			}
		}
	);
	const ended = whenEnded(child);
	return { pid: child.pid ?? 0, ended, stop: () => stop(child) };
}

function whenEnded(child: ChildProcess): Promise<string> {
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => {
			said = (said + chunk.toString()).slice(-KEPT_OUTPUT);
			if (process.env['INVIGIL_VERBOSE']) process.stderr.write(chunk);
		});
	return new Promise((done) => child.on('exit', () => done(said.trim())));
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((done) => child.on('exit', () => done()));
	signal(child, 'SIGTERM');
	const patience = sleep(5_000, 'late', { ref: false });
	if ((await Promise.race([gone, patience])) === 'late') signal(child, 'SIGKILL');
	await gone;
	// wrangler has gone; a workerd that outlived it is in the same group.
	signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
	try {
		process.kill(-(child.pid ?? 0), name);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'ESRCH') throw problem;
	}
}

/** Asked before anything is started, so that the answer is one sentence and not the Worker's. */
export async function requireFreePort(port: number): Promise<void> {
	for (const host of ['127.0.0.1', '::1']) {
		const server = createServer();
		const problem = await new Promise<NodeJS.ErrnoException | null>((done) => {
			server.once('error', done);
			server.listen(port, host, () => done(null));
		});
		if (!problem) await new Promise((done) => server.close(done));
		if (problem?.code === 'EADDRINUSE')
			throw new StartError(
				`Port ${port} is taken by another program; stop it, or choose another with PORT=8788 npm start.`
			);
		if (problem?.code === 'EACCES')
			throw new StartError(`Port ${port} may not be used by this account; choose one above 1023.`);
	}
}
