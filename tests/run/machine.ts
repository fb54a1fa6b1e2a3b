/** What the tests need and npm does not bring: installed where that is allowed, else one sentence says how. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { findChromium } from '../support/chromium-binary.ts';

export type Tool = 'chromium' | 'postgres' | 'ext4';

const tools: Record<
	Tool,
	{ present(): boolean; packages: string[]; how: string; before?(): void }
> = {
	chromium: {
		present: () => findChromium() !== null,
		packages: ['chromium'],
		how: 'Chromium is missing: `sudo apt-get install chromium` or `npx playwright install chromium`.'
	},
	postgres: {
		present: hasPostgres,
		packages: ['postgresql'],
		how: 'PostgreSQL is missing: `sudo apt-get install postgresql`.',
		before: withoutDefaultCluster
	},
	ext4: {
		present: () => isFound('mkfs.ext4'),
		packages: ['e2fsprogs'],
		how: '`mkfs.ext4` is missing: `sudo apt-get install e2fsprogs`.'
	}
};

/** The tools that are missing and could not be installed, each with the sentence that helps. */
export function prepareMachine(needed: Tool[]): Map<Tool, string> {
	const missing = new Map<Tool, string>();
	for (const name of needed) {
		const tool = tools[name];
		if (tool.present()) continue;
		if (mayInstall()) {
			console.log(`Installing ${tool.packages.join(' ')} …`);
			tool.before?.();
			apt('update', '-qq');
			apt('install', '-y', '-qq', '--no-install-recommends', ...tool.packages);
		}
		if (!tool.present()) missing.set(name, tool.how);
	}
	return missing;
}

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function apt(...words: string[]): void {
	spawnSync('apt-get', words, {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', UCF_FORCE_CONFFOLD: '1' }
	});
}

function hasPostgres(): boolean {
	const folder = '/usr/lib/postgresql';
	const debian = existsSync(folder) ? readdirSync(folder).map((v) => `${folder}/${v}/bin`) : [];
	return [...debian, ...(process.env.PATH ?? '').split(':')].some(
		(path) => existsSync(`${path}/initdb`) && existsSync(`${path}/postgres`)
	);
}

const isFound = (program: string): boolean =>
	['/usr/sbin', '/sbin', ...(process.env.PATH ?? '').split(':')].some((folder) =>
		existsSync(`${folder}/${program}`)
	);

/** Debian's package makes a cluster and starts it; the tests start their own and leave nothing running. */
function withoutDefaultCluster(): void {
	const file = '/etc/postgresql-common/createcluster.conf';
	if (existsSync(file)) return;
	mkdirSync('/etc/postgresql-common', { recursive: true });
	writeFileSync(file, 'create_main_cluster = false\n');
}
