import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { endLeftBehind } from './left-behind.ts';

const sleeper = (folder: string) => {
	const child = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60000)'], {
		env: { ...process.env, WRANGLER_LOG_PATH: folder },
		stdio: 'ignore'
	});
	const ended = new Promise<string | null>((done) =>
		child.on('exit', (_code, signal) => done(signal))
	);
	return { child, ended };
};

test.runIf(process.platform === 'linux')(
	'ends what was started for this folder, and nothing of a folder whose name only begins alike',
	async () => {
		const own = sleeper('/data/exam/wrangler-logs');
		const other = sleeper('/data/exam/wrangler-logs-2');
		await new Promise((done) => setTimeout(done, 100));
		expect(await endLeftBehind('WRANGLER_LOG_PATH=/data/exam/wrangler-logs')).toBe(1);
		expect(await own.ended).toBe('SIGKILL');
		expect(other.child.exitCode).toBe(null);
		other.child.kill();
		expect(await other.ended).toBe('SIGTERM');
		expect(await endLeftBehind('WRANGLER_LOG_PATH=/data/exam/wrangler-logs')).toBe(0);
	}
);
