/** Runs one command of a step to its end and takes what it said. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { allProcesses, killHard } from '../support/processes.ts';

export interface Ran {
	ok: boolean;
	output: string;
	seconds: number;
}

/** Everything a step starts inherits this, wherever it hides: so nothing of it is left when the run is over. */
const MARK = 'INVIGIL_TEST_RUN';
const mark = `${process.pid}-${Date.now()}`;

export function runCommand(
	[program = '', ...words]: string[],
	{ limitSeconds }: { limitSeconds: number }
): Promise<Ran> {
	const started = performance.now();
	return new Promise((resolve) => {
		const child = spawn(program, words, {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, [MARK]: mark, FORCE_COLOR: '0', NO_COLOR: '1', CI: 'true' }
		});
		let output = '';
		const take = (chunk: Buffer) => void (output += chunk.toString());
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		const finish = (ok: boolean) => {
			clearTimeout(limit);
			resolve({ ok, output, seconds: (performance.now() - started) / 1000 });
		};
		const limit = setTimeout(() => {
			output += `\nStopped after ${limitSeconds} s.\n`;
			void endLeftovers();
		}, limitSeconds * 1000);
		child.on('error', (error) => {
			output += `${error.message}\n`;
			finish(false);
		});
		// A grandchild may hold the pipes open beyond the end; `exit` does not wait for it.
		child.on('exit', (code) => setTimeout(finish, 50, code === 0));
	});
}

/** Ends what steps left running and says what it was. */
export async function endLeftovers(): Promise<string[]> {
	const left = allProcesses().filter(({ pid }) => pid !== process.pid && isMarked(pid));
	await killHard(left.map(({ pid }) => pid));
	return left.map(({ command }) => command.join(' ').slice(0, 200));
}

function isMarked(pid: number): boolean {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${MARK}=${mark}`);
	} catch {
		return false; // It ended, or belongs to somebody else.
	}
}
