/** A disk that can be full: a tmpfs of its own. Only root may mount one. */
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
	/** Until not a byte is free. */
	fill(): void;
	/** What filled it is gone. */
	free(): void;
	unmount(): void;
}

/** At a folder that is there. null: this account may not. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | null {
	const mount = ['-t', 'tmpfs', '-o', `size=${bytes},mode=0755`, 'invigil-small-disk', folder];
	if (spawnSync('mount', mount).status !== 0) return null;
	const ballast = join(folder, 'ballast');
	return {
		fill: () => {
			const { bavail, bsize } = statfsSync(folder);
			// What the system allocates is not written: it is full at once.
			const filled = spawnSync('fallocate', ['-l', String(bavail * bsize), ballast], {
				encoding: 'utf8'
			});
			// It may have been filled further meanwhile by whoever writes there.
			if (filled.status !== 0 && statfsSync(folder).bavail * bsize > 1_000_000)
				throw new Error(`the disk could not be filled: ${filled.stderr}`);
		},
		free: () => rmSync(ballast, { force: true }),
		unmount: () => void spawnSync('umount', ['-l', folder])
	};
}
