/**
 * Real recordings for tests: the folder that INVIGIL_ASSETS names, else one beside the repository. They are not part of the
 * project; a test that finds none makes its own signal and says so.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const assetsFolder =
	process.env.INVIGIL_ASSETS ?? fileURLToPath(new URL('../../../shared/assets', import.meta.url));

/** Where the recording lies, or null. */
export function asset(name: string): string | null {
	const path = join(assetsFolder, name);
	return existsSync(path) ? path : null;
}
