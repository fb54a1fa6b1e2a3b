/** `npm start` on a port and a data folder of its own: started, stopped, killed, started again on the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { begunOn, DATA } from './begun.ts';
import { copyFolder } from './copy-folder.ts';
import { family, goneWithin, killHard } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_SECONDS = 120;

export interface Started {
	child: ChildProcess;
	/** All it has said so far. */
	output(): string;
	/** With its code, or the name of the signal that ended it. */
	exited: Promise<number | string | null>;
}

/** The command itself, without waiting for anything. */
export function runStart(words: string[], env: Record<string, string>): Started {
	const child = spawn(process.execPath, ['edge/local/start.ts', ...words], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env }
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
	const exited = new Promise<number | string | null>((done) =>
		child.on('exit', (code, signal) => done(code ?? signal))
	);
	return { child, output: () => output, exited };
}

export interface Stack {
	origin: string;
	port: number;
	/** Folder that INVIGIL_DATA names. */
	data: string;
	output(): string;
	/** All processes of it. */
	processes(): number[];
	/** Ends everything as Ctrl-C does and waits for all of it; the data stay. */
	stop(): Promise<void>;
	start(...words: string[]): Promise<void>;
	/** SIGKILL for every process of it. */
	kill(): Promise<void>;
	/** Stops and deletes the data. */
	dispose(): Promise<void>;
}

export interface StackOptions {
	/** A folder with a data folder to go on from a copy of (begun.ts); null: it begins anew. */
	begun?: string | null;
}

/** `env`: beyond what says where. */
export async function startStack(
	env: Record<string, string> = {},
	words: string[] = [],
	{ begun = begunOn('embedded') }: StackOptions = {}
): Promise<Stack> {
	const data = mkdtempSync(join(tmpdir(), 'invigil-data-'));
	if (begun) copyFolder(join(begun, DATA), data);
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	let running: Started | null = null;
	let said = '';
	const start = async (...words: string[]) => {
		// Whoever runs these tests has built the app once (build-first.ts).
		running = runStart(['--no-build', ...words], {
			PORT: String(port),
			INVIGIL_DATA: data,
			...env
		});
		await untilHealthy(origin, running);
		said = running.output();
	};
	const stop = async () => {
		if (!running) return;
		const all = family(running.child.pid ?? 0);
		running.child.kill('SIGINT');
		await running.exited;
		running = null;
		const left = await goneWithin(all, 10_000);
		await killHard(left);
		if (left.length > 0) throw new Error(`Ctrl-C left ${left.length} processes running.`);
	};
	const kill = async () => {
		if (running) await killHard(family(running.child.pid ?? 0));
		running = null;
	};
	await start(...words).catch(async (error: unknown) => {
		await kill();
		throw error;
	});
	return {
		origin,
		port,
		data,
		output: () => running?.output() ?? said,
		processes: () => (running ? family(running.child.pid ?? 0) : []),
		stop,
		start,
		kill,
		dispose: async () => {
			await stop().catch(kill);
			rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		}
	};
}

async function untilHealthy(origin: string, { output, exited }: Started): Promise<void> {
	let ended: { code: number | string | null } | null = null;
	void exited.then((code) => (ended = { code }));
	for (const until = Date.now() + START_SECONDS * 1000; Date.now() < until;) {
		if (ended)
			throw new Error(`npm start ended ${JSON.stringify(ended)}:\n${output().slice(-4000)}`);
		// It greets when everything is there.
		if (output().includes('Ctrl-C') && (await isHealthy(origin))) return;
		await sleep(200);
	}
	throw new Error(`Not up after ${START_SECONDS} s:\n${output().slice(-4000)}`);
}

export async function isHealthy(origin: string): Promise<boolean> {
	try {
		const answer = await fetch(`${origin}/api/v1/health`, { signal: AbortSignal.timeout(2000) });
		return ((await answer.json()) as { status: string }).status === 'ok';
	} catch {
		return false; // Nobody there yet, or not yet able to answer.
	}
}

/**
 * Below what the system gives to connections, where a port that was free a moment ago may be somebody's when it is used; at random,
 * so that files that run at the same time do not choose the same.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(20_000, 32_000);
		const server = createServer();
		const free = await new Promise<boolean>((done) => {
			server.once('error', () => done(false));
			server.listen(port, '127.0.0.1', () => done(true));
		});
		if (!free) continue;
		await new Promise((done) => server.close(done));
		return port;
	}
}
