/** `npm run verify` on a bundle, as a third party would run it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function verify(bundle: string): { code: number | null; says: string } {
	const folder = mkdtempSync(join(tmpdir(), 'invigil-verify-'));
	const file = join(folder, 'bundle.json');
	writeFileSync(file, bundle);
	const run = spawnSync('npm', ['run', '--silent', 'verify', '--', file], { encoding: 'utf8' });
	rmSync(folder, { recursive: true });
	return { code: run.status, says: run.stdout + run.stderr };
}
