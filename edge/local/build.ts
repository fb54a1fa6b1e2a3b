/** Builds the app when there is none, or when a source is newer than it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { say, StartError } from './say.ts';

const root = join(import.meta.dirname, '../..');
const sources = [
	'app',
	'models',
	'sync',
	'static',
	'package-lock.json',
	'vite.config.ts',
	'svelte.config.js'
];
/** Made by the build itself. */
const made = ['node_modules', 'generated', 'vendor', 'cache'];

export function buildIfStale(): void {
	const built = join(root, 'build/index.html');
	if (
		existsSync(built) &&
		newest(sources.map((name) => join(root, name))) <= statSync(built).mtimeMs
	)
		return;
	say('Building the app …');
	const run = spawnSync('npm', ['run', '-s', 'build'], { cwd: root, encoding: 'utf8' });
	if (run.status === 0) return;
	process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}`);
	throw new StartError('The app could not be built; what the build said stands above.');
}

function newest(paths: string[]): number {
	let time = 0;
	for (const path of paths) {
		if (!existsSync(path)) continue;
		const stat = statSync(path);
		if (!stat.isDirectory()) {
			time = Math.max(time, stat.mtimeMs);
			continue;
		}
		const inside = readdirSync(path).filter((name) => !made.includes(name));
		time = Math.max(time, newest(inside.map((name) => join(path, name))));
	}
	return time;
}
