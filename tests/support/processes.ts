/** Processes by id, read from /proc: a test ends what it started, whole families of it, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Process {
	pid: number;
	parent: number;
	/** Words of its command line. */
	command: string[];
}

function readProcess(pid: number): Process | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (state === 'Z') return null;
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
		return { pid, parent: Number(parent), command };
	} catch {
		return null; // It ended while it was being read.
	}
}

export const allProcesses = (): Process[] =>
	readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => readProcess(Number(name)) ?? []);

/** The process and all that descend from it, itself first. */
export function family(root: number): number[] {
	const all = allProcesses();
	const found = [root];
	for (const pid of found)
		found.push(...all.filter((process) => process.parent === pid).map((process) => process.pid));
	return found.filter((pid) => all.some((process) => process.pid === pid));
}

/** Ends them at once, without a chance to write anything. */
export async function killHard(pids: number[]): Promise<void> {
	for (const pid of pids)
		try {
			process.kill(pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	await goneWithin(pids, 5000);
}

export const isRunning = (pid: number): boolean => readProcess(pid) !== null;

/** Those still there after the time is up. */
export async function goneWithin(pids: number[], ms: number): Promise<number[]> {
	const until = Date.now() + ms;
	for (;;) {
		const left = pids.filter(isRunning);
		if (left.length === 0 || Date.now() > until) return left;
		await sleep(50);
	}
}

/** Processor time used so far by those of the processes whose command line has the word, in seconds. */
export function processorSeconds(pids: number[], word: string): number {
	const TICKS_A_SECOND = 100;
	let ticks = 0;
	for (const { pid, command } of allProcesses()) {
		if (!pids.includes(pid) || !command.some((each) => each.includes(word))) continue;
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		ticks += Number(fields[11]) + Number(fields[12]);
	}
	return ticks / TICKS_A_SECOND;
}

/** Memory of those of the processes whose command line has the word, in bytes: what they share is counted once between them. */
export function memoryBytes(pids: number[], word: string): number {
	let kilobytes = 0;
	for (const { pid, command } of allProcesses()) {
		if (!pids.includes(pid) || !command.some((each) => each.includes(word))) continue;
		const pss = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'));
		kilobytes += Number(pss?.[1] ?? 0);
	}
	return kilobytes * 1024;
}
