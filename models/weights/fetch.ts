/**
 * Brings the weights that are in no package into weights/cache/, each checked against its pin: from the folder that
 * INVIGIL_WEIGHTS names where it has the file, else from the URL. A weight that cannot be had is optional: the exit is still 0.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { weights, type Weight } from './manifest.ts';
import { assertPinned, isPinned, writeWhole } from './weight-file.ts';

export interface FetchDeps {
	cache: string;
	/** A folder with files named as at the end of the URL. */
	folder: string | undefined;
	download: (url: string) => Promise<Uint8Array>;
}

export type Fetched =
	| { name: string; outcome: 'there' | 'copied' | 'downloaded' }
	| { name: string; outcome: 'failed'; why: string };

export async function fetchWeight(
	weight: Weight & { origin: { from: 'url'; url: string } },
	deps: FetchDeps
): Promise<Fetched> {
	const { name, origin } = weight;
	const path = join(deps.cache, weight.path);
	if (isPinned(weight, path)) return { name, outcome: 'there' };
	const local = deps.folder && join(deps.folder, basename(new URL(origin.url).pathname));
	try {
		const here = local !== undefined && existsSync(local);
		const bytes = here ? readFileSync(local) : await deps.download(origin.url);
		assertPinned(weight, bytes, here ? local : origin.url);
		writeWhole(path, bytes);
		return { name, outcome: here ? 'copied' : 'downloaded' };
	} catch (error) {
		return { name, outcome: 'failed', why: error instanceof Error ? error.message : String(error) };
	}
}

export function isRemote(
	weight: Weight
): weight is Weight & { origin: { from: 'url'; url: string } } {
	return weight.origin.from === 'url';
}

if (import.meta.main) {
	const deps: FetchDeps = {
		cache: fileURLToPath(new URL('./cache/', import.meta.url)),
		folder: process.env.INVIGIL_WEIGHTS,
		download: async (url) => {
			const response = await fetch(url);
			if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
			return new Uint8Array(await response.arrayBuffer());
		}
	};
	for (const weight of weights.filter(isRemote)) {
		const fetched = await fetchWeight(weight, deps);
		console.log(
			`Weights: ${fetched.name} ${fetched.outcome}${fetched.outcome === 'failed' ? `: ${fetched.why}` : ''}`
		);
	}
}
