/**
 * Ends what an earlier start of the same data folder left running when it was killed: workerd outlives wrangler, holds the port and writes
 * the same SQLite files. Found by the folder that it was given in its environment, so it cannot be anybody else's process. Where there is
 * no /proc, nothing is found, and the port says so.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Fields of /proc/PID/stat behind the command's name. */
const STATE = 0;
const THREADS = 17;

/** `mark`: NAME=value, as only this folder's Worker has it. Call it while holding the folder's lock. */
export async function endLeftBehind(mark: string): Promise<number> {
	const left = processesWith(mark);
	for (const pid of left) kill(pid);
	// Not until its environment is gone: that goes first, and the port it holds after that.
	for (const until = Date.now() + 5_000; Date.now() < until && left.some(isRunning);)
		await sleep(20);
	return left.length;
}

/** Its first thread may have ended (Z) while others still hold the port: only when those are gone too is all of it let go. */
function isRunning(pid: number): boolean {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[STATE] !== 'Z' || Number(fields[THREADS]) > 1;
	} catch (_gone) {
		return false;
	}
}

function processesWith(mark: string): number[] {
	if (!existsSync('/proc/self/environ')) return [];
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.filter((name) => environmentOf(name).includes(mark))
		.map(Number);
}

function environmentOf(pid: string): string[] {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
	} catch (_goneOrSomebodyElses) {
		return [];
	}
}

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'ESRCH') throw problem;
	}
}
