/**
 * The data folder: marked as ours, so that --fresh never deletes somebody's files, and locked by the process that uses it. A lock whose
 * process is gone is taken over, and a Worker it left behind is ended first: two may not write the same SQLite files.
 */
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './say.ts';

const MARK = 'invigil-data.txt';
const LOCK = 'lock.json';

type Lock = { pid: number; worker: number | null };

export class DataFolder {
	readonly path: string;
	#lock: Lock = { pid: process.pid, worker: null };

	private constructor(path: string) {
		this.path = path;
	}

	static async open(path: string, { fresh }: { fresh: boolean }): Promise<DataFolder> {
		const folder = new DataFolder(path);
		if (existsSync(path) && !statSync(path).isDirectory())
			throw new StartError(`${path} is a file; name a folder in INVIGIL_DATA.`);
		if (existsSync(path) && readdirSync(path).length > 0 && !existsSync(join(path, MARK)))
			throw new StartError(
				`${path} holds files that are not Invigil's; name an empty folder in INVIGIL_DATA.`
			);
		await folder.#takeLock();
		if (fresh) rmSync(path, { recursive: true, force: true });
		try {
			mkdirSync(path, { recursive: true, mode: 0o700 });
			writeFileSync(
				join(path, MARK),
				'Data of a local Invigil. `npm start -- --fresh` deletes this folder.\n'
			);
			folder.#writeLock();
		} catch (problem) {
			throw new StartError(
				`The data folder ${path} cannot be written: ${problem instanceof Error ? problem.message : problem}.`
			);
		}
		return folder;
	}

	file(name: string): string {
		return join(this.path, name);
	}

	noteWorker(pid: number | null): void {
		this.#lock = { ...this.#lock, worker: pid };
		this.#writeLock();
	}

	release(): void {
		rmSync(this.file(LOCK), { force: true });
	}

	#writeLock(): void {
		writeFileSync(this.file(LOCK), JSON.stringify(this.#lock));
	}

	async #takeLock(): Promise<void> {
		const left = readLock(this.file(LOCK));
		if (!left) return;
		if (left.pid !== process.pid && isOurs(left.pid))
			throw new StartError(
				`Invigil is running on ${this.path} already (process ${left.pid}); stop it first, or set INVIGIL_DATA to another folder.`
			);
		if (left.worker === null) return;
		// By what it was told to keep its files in: the number may be somebody else's by now.
		if (!commandOf(left.worker).includes(this.file('workerd'))) return;
		for (const pid of [left.worker, ...childrenOf(left.worker)]) {
			if (!isAlive(pid)) continue;
			process.kill(pid, 'SIGKILL');
			while (isAlive(pid)) await sleep(20);
		}
	}
}

function readLock(file: string): Lock | null {
	if (!existsSync(file)) return null;
	try {
		const { pid, worker } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Lock>;
		return typeof pid === 'number' ? { pid, worker: worker ?? null } : null;
	} catch (_cutShort) {
		// Written while the power went: whoever held it is gone.
		return null;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (_noSuchProcess) {
		return false;
	}
}

/** Alive, and by its command line not somebody else's who got the number later. */
function isOurs(pid: number): boolean {
	if (!isAlive(pid)) return false;
	const command = commandOf(pid);
	return command === '' || /node/.test(command);
}

/** Empty where the system does not say. */
function commandOf(pid: number): string {
	const file = `/proc/${pid}/cmdline`;
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function childrenOf(pid: number): number[] {
	const file = `/proc/${pid}/task/${pid}/children`;
	if (!existsSync(file)) return [];
	const direct = readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number);
	return direct.flatMap((child) => [child, ...childrenOf(child)]);
}
