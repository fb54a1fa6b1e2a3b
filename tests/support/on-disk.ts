/** Whoever looks into the folder itself, while the edge runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const someFile = (folder: string, holds: (bytes: Buffer<ArrayBuffer>) => boolean): boolean =>
	readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => {
		const bytes = entry.isFile() ? read(join(entry.parentPath, entry.name)) : null;
		return bytes !== null && holds(bytes);
	});

/** null: gone since it was listed, as SQLite's own files do. */
function read(file: string): Buffer<ArrayBuffer> | null {
	try {
		return readFileSync(file);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw problem;
	}
}
